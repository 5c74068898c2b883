DROP INDEX "owner_of_handed_over";--> statement-breakpoint
DROP INDEX "deal_open_by_owner";--> statement-breakpoint
ALTER TABLE "deal" ADD COLUMN "has_changed_hands" boolean DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE "deal" SET "has_changed_hands" = true WHERE "id" IN (SELECT "deal_id" FROM "deal_owner" WHERE "number" > 0);--> statement-breakpoint
CREATE INDEX "credit_by_team_and_day" ON "credit" USING btree ("workspace_id","team_id","credited_on","person_id","amount");--> statement-breakpoint
CREATE INDEX "deal_won_by_owner" ON "deal" USING btree ("workspace_id","owner_id","closed_on","final_amount") WHERE "deal"."standing" = 'won' and not "deal"."has_changed_hands";--> statement-breakpoint
CREATE INDEX "deal_lost_by_owner" ON "deal" USING btree ("workspace_id","owner_id","closed_on","stage","qualified_how") WHERE "deal"."standing" = 'lost' and not "deal"."has_changed_hands";--> statement-breakpoint
CREATE INDEX "deal_changed_hands" ON "deal" USING btree ("workspace_id","closed_on","id","owner_id","standing","stage","qualified_how","final_amount") WHERE "deal"."closed_on" is not null and "deal"."has_changed_hands";--> statement-breakpoint
CREATE INDEX "owner_by_taking_over" ON "deal_owner" USING btree ("workspace_id","deal_id","number","since","person_id") WHERE "deal_owner"."number" > 0;--> statement-breakpoint
CREATE INDEX "deal_open_by_owner" ON "deal" USING btree ("workspace_id","owner_id","stage","expected_close","amount","standing","parked_until","qualified_how","opened_at") WHERE "deal"."standing" in ('live', 'parked');