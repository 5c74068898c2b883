CREATE INDEX "credit_by_day" ON "credit" USING btree ("workspace_id","credited_on","person_id","team_id","deal_id","amount");--> statement-breakpoint
CREATE INDEX "deal_by_closing_day" ON "deal" USING btree ("workspace_id","closed_on") WHERE "deal"."closed_on" is not null;--> statement-breakpoint
CREATE INDEX "deal_open_by_owner" ON "deal" USING btree ("workspace_id","owner_id","stage","expected_close","amount") WHERE "deal"."standing" in ('live', 'parked');--> statement-breakpoint
CREATE INDEX "deal_by_qualified_at" ON "deal" USING btree ("workspace_id","qualified_at");--> statement-breakpoint
CREATE INDEX "owner_of_handed_over" ON "deal_owner" USING btree ("workspace_id","deal_id") WHERE "deal_owner"."number" = 1;--> statement-breakpoint
CREATE INDEX "stint_parked" ON "deal_stint" USING btree ("workspace_id","deal_id") WHERE "deal_stint"."is_parked";