CREATE TABLE "credit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "credit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"deal_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"team_id" uuid,
	"amount" bigint NOT NULL,
	"credited_on" date NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"version" integer NOT NULL,
	"company" text NOT NULL,
	"company_folded" text NOT NULL,
	"title" text NOT NULL,
	"title_folded" text NOT NULL,
	"contact_name" text,
	"contact_role" text DEFAULT '' NOT NULL,
	"owner_id" uuid NOT NULL,
	"amount" bigint,
	"currency" text NOT NULL,
	"expected_close" date,
	"opened_at" timestamp with time zone,
	"standing" text NOT NULL,
	"stage" text,
	"parked_until" date,
	"closed_on" date,
	"final_amount" bigint,
	"loss_reason" text,
	"loss_alternative" text DEFAULT '' NOT NULL,
	"loss_wrong" text[] DEFAULT '{}' NOT NULL,
	"loss_note" text DEFAULT '' NOT NULL,
	"are_gates_unseen" boolean NOT NULL,
	"qualified_at" timestamp with time zone,
	"qualified_how" text,
	"no_proof_wanted" text DEFAULT '' NOT NULL,
	"bad_for_contact" text DEFAULT '' NOT NULL,
	"open_points" text[] DEFAULT '{}' NOT NULL,
	"external_id" text,
	CONSTRAINT "deal_in_workspace" UNIQUE("workspace_id","id"),
	CONSTRAINT "deal_parked_until" CHECK (("deal"."standing" = 'parked') = ("deal"."parked_until" is not null)),
	CONSTRAINT "deal_closed_on" CHECK (("deal"."standing" in ('won', 'lost')) = ("deal"."closed_on" is not null)),
	CONSTRAINT "deal_won_amount" CHECK (("deal"."standing" = 'won') = ("deal"."final_amount" is not null)),
	CONSTRAINT "deal_stage_known" CHECK ("deal"."stage" is not null or "deal"."standing" in ('won', 'lost'))
);
--> statement-breakpoint
CREATE TABLE "deal_answer" (
	"deal_id" uuid NOT NULL,
	"question" text NOT NULL,
	"version" integer NOT NULL,
	"workspace_id" text NOT NULL,
	"answer" text NOT NULL,
	"evidence" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_id" uuid,
	"idle_since" timestamp with time zone NOT NULL,
	"contact_changed" boolean NOT NULL,
	CONSTRAINT "deal_answer_deal_id_question_version_pk" PRIMARY KEY("deal_id","question","version")
);
--> statement-breakpoint
CREATE TABLE "deal_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "deal_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"deal_id" uuid NOT NULL,
	"workspace_id" text NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_id" uuid,
	"for_id" uuid,
	"kind" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deal_ledger" (
	"deal_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"workspace_id" text NOT NULL,
	"kind" text NOT NULL,
	"basis_points" integer,
	"amount" bigint,
	"value" text,
	"words" text NOT NULL,
	"via" text,
	"is_over_limit" boolean NOT NULL,
	"is_own_yes" boolean NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_id" uuid,
	CONSTRAINT "deal_ledger_deal_id_number_pk" PRIMARY KEY("deal_id","number")
);
--> statement-breakpoint
CREATE TABLE "deal_owner" (
	"deal_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"workspace_id" text NOT NULL,
	"person_id" uuid NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "deal_owner_deal_id_number_pk" PRIMARY KEY("deal_id","number")
);
--> statement-breakpoint
CREATE TABLE "deal_proof" (
	"id" uuid PRIMARY KEY NOT NULL,
	"deal_id" uuid NOT NULL,
	"workspace_id" text NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"wish" text NOT NULL,
	"state" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"owner_id" uuid,
	"due" date,
	"note" text NOT NULL,
	"link" text NOT NULL,
	"cost" bigint,
	"yearly_gain" bigint,
	"in_place_of" uuid
);
--> statement-breakpoint
CREATE TABLE "deal_proposal" (
	"deal_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"workspace_id" text NOT NULL,
	"amount" bigint NOT NULL,
	"agreed" text NOT NULL,
	"link" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_id" uuid,
	CONSTRAINT "deal_proposal_deal_id_number_pk" PRIMARY KEY("deal_id","number")
);
--> statement-breakpoint
CREATE TABLE "deal_stint" (
	"deal_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"workspace_id" text NOT NULL,
	"stage" text NOT NULL,
	"is_parked" boolean NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "deal_stint_deal_id_number_pk" PRIMARY KEY("deal_id","number")
);
--> statement-breakpoint
CREATE TABLE "interaction" (
	"key" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"person_id" uuid NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"result" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" text NOT NULL,
	"team_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"joined_on" date,
	"left_on" date,
	CONSTRAINT "membership_in_order" CHECK ("membership"."left_on" is null or "membership"."joined_on" is null or "membership"."joined_on" <= "membership"."left_on")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" text NOT NULL,
	"slack_user_id" text,
	"name" text NOT NULL,
	"crm_name" text,
	"is_admin" boolean DEFAULT false NOT NULL,
	CONSTRAINT "person_in_workspace" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "setup_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "setup_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_id" uuid,
	"what" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "team" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"name_folded" text NOT NULL,
	"manager_id" uuid,
	"discount_limit" integer,
	CONSTRAINT "team_in_workspace" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "workspace" (
	"id" text PRIMARY KEY NOT NULL,
	"currency" text NOT NULL,
	"decimal" text NOT NULL,
	"fiscal_year_start" smallint NOT NULL,
	"zone" text NOT NULL,
	"capacity" integer NOT NULL,
	"discount_limit" integer NOT NULL,
	"set_up_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "credit" ADD CONSTRAINT "credit_of_deal" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deal"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit" ADD CONSTRAINT "credit_person" FOREIGN KEY ("workspace_id","person_id") REFERENCES "public"."person"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit" ADD CONSTRAINT "credit_team" FOREIGN KEY ("workspace_id","team_id") REFERENCES "public"."team"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal" ADD CONSTRAINT "deal_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal" ADD CONSTRAINT "deal_owner_person" FOREIGN KEY ("workspace_id","owner_id") REFERENCES "public"."person"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_answer" ADD CONSTRAINT "answer_of_deal" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deal"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_event" ADD CONSTRAINT "event_of_deal" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deal"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_ledger" ADD CONSTRAINT "ledger_of_deal" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deal"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_owner" ADD CONSTRAINT "owner_of_deal" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deal"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_owner" ADD CONSTRAINT "deal_owner_is" FOREIGN KEY ("workspace_id","person_id") REFERENCES "public"."person"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_proof" ADD CONSTRAINT "proof_of_deal" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deal"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_proposal" ADD CONSTRAINT "proposal_of_deal" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deal"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_stint" ADD CONSTRAINT "stint_of_deal" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deal"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_team" FOREIGN KEY ("workspace_id","team_id") REFERENCES "public"."team"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_person" FOREIGN KEY ("workspace_id","person_id") REFERENCES "public"."person"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "setup_event" ADD CONSTRAINT "setup_event_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team" ADD CONSTRAINT "team_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team" ADD CONSTRAINT "team_manager" FOREIGN KEY ("workspace_id","manager_id") REFERENCES "public"."person"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "credit_by_person_and_day" ON "credit" USING btree ("workspace_id","person_id","credited_on");--> statement-breakpoint
CREATE INDEX "credit_by_deal" ON "credit" USING btree ("deal_id");--> statement-breakpoint
CREATE UNIQUE INDEX "deal_by_external_id" ON "deal" USING btree ("workspace_id","external_id");--> statement-breakpoint
CREATE INDEX "deal_by_owner_and_standing" ON "deal" USING btree ("workspace_id","owner_id","standing");--> statement-breakpoint
CREATE INDEX "deal_by_company" ON "deal" USING btree ("workspace_id","company_folded");--> statement-breakpoint
CREATE INDEX "event_by_deal" ON "deal_event" USING btree ("deal_id","id");--> statement-breakpoint
CREATE INDEX "proof_by_deal" ON "deal_proof" USING btree ("deal_id");--> statement-breakpoint
CREATE INDEX "interaction_by_age" ON "interaction" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "membership_by_person" ON "membership" USING btree ("workspace_id","person_id");--> statement-breakpoint
CREATE INDEX "membership_by_team" ON "membership" USING btree ("workspace_id","team_id");--> statement-breakpoint
CREATE UNIQUE INDEX "person_by_slack_user" ON "person" USING btree ("workspace_id","slack_user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "person_by_crm_name" ON "person" USING btree ("workspace_id","crm_name");--> statement-breakpoint
CREATE INDEX "setup_event_by_workspace" ON "setup_event" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "team_by_name" ON "team" USING btree ("workspace_id","name_folded");--> statement-breakpoint
CREATE INDEX "team_by_manager" ON "team" USING btree ("workspace_id","manager_id");