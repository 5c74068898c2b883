CREATE TABLE "holiday" (
	"workspace_id" text NOT NULL,
	"day" date NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "holiday_workspace_id_day_pk" PRIMARY KEY("workspace_id","day")
);
--> statement-breakpoint
CREATE TABLE "quota" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "quota_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"person_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"amount" bigint NOT NULL,
	"by_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "quota_above_zero" CHECK ("quota"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "ramp" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ramp_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"person_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"share" integer NOT NULL,
	CONSTRAINT "ramp_share" CHECK ("ramp"."share" > 0 and "ramp"."share" <= 10000),
	CONSTRAINT "ramp_in_order" CHECK ("ramp"."starts_on" <= "ramp"."ends_on")
);
--> statement-breakpoint
CREATE TABLE "outbox_attempt" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_attempt_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"message_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"worker" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"outcome" text,
	"http_status" integer,
	"slack_error" text,
	"retry_after_s" integer
);
--> statement-breakpoint
CREATE TABLE "outbox_message" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"dedupe_key" text NOT NULL,
	"workspace_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"thread_ts" text,
	"kind" text NOT NULL,
	"part" text DEFAULT 'head' NOT NULL,
	"about" jsonb NOT NULL,
	"payload" jsonb,
	"data_as_of" timestamp with time zone,
	"after_id" uuid,
	"on_unknown" text DEFAULT 'hold' NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"max_attempts" integer DEFAULT 12 NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"lease_token" uuid,
	"lease_until" timestamp with time zone,
	"leased_by" text,
	"first_dispatched_at" timestamp with time zone,
	"dispatched_at" timestamp with time zone,
	"reconcile_tries" integer DEFAULT 0 NOT NULL,
	"slack_channel" text,
	"slack_ts" text,
	"confirmed_by" text,
	"last_error" text,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "outbox_message_dedupeKey_unique" UNIQUE("dedupe_key"),
	CONSTRAINT "outbox_sent_has_ts" CHECK (("outbox_message"."state" = 'sent') = ("outbox_message"."slack_ts" is not null or "outbox_message"."confirmed_by" is not null)),
	CONSTRAINT "outbox_lease_shape" CHECK ("outbox_message"."state" not in ('claimed', 'sending') or ("outbox_message"."lease_token" is not null and "outbox_message"."lease_until" is not null)),
	CONSTRAINT "outbox_dispatched_shape" CHECK ("outbox_message"."state" not in ('sending', 'uncertain', 'unconfirmed') or "outbox_message"."dispatched_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "slack_gate" (
	"workspace_id" text NOT NULL,
	"scope" text NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "slack_gate_workspace_id_scope_pk" PRIMARY KEY("workspace_id","scope")
);
--> statement-breakpoint
ALTER TABLE "team" ADD COLUMN "channel_id" text;--> statement-breakpoint
ALTER TABLE "team" ADD COLUMN "shows_won_amount" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "holiday" ADD CONSTRAINT "holiday_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quota" ADD CONSTRAINT "quota_person" FOREIGN KEY ("workspace_id","person_id") REFERENCES "public"."person"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ramp" ADD CONSTRAINT "ramp_person" FOREIGN KEY ("workspace_id","person_id") REFERENCES "public"."person"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox_attempt" ADD CONSTRAINT "outbox_attempt_message_id_outbox_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."outbox_message"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox_message" ADD CONSTRAINT "outbox_message_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox_message" ADD CONSTRAINT "outbox_after" FOREIGN KEY ("after_id") REFERENCES "public"."outbox_message"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "quota_by_person_and_day" ON "quota" USING btree ("workspace_id","person_id","starts_on");--> statement-breakpoint
CREATE INDEX "ramp_by_person" ON "ramp" USING btree ("workspace_id","person_id");--> statement-breakpoint
CREATE INDEX "attempt_by_message" ON "outbox_attempt" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "outbox_ready" ON "outbox_message" USING btree ("not_before") WHERE "outbox_message"."state" in ('pending', 'uncertain');--> statement-breakpoint
CREATE INDEX "outbox_leased" ON "outbox_message" USING btree ("lease_until") WHERE "outbox_message"."state" in ('claimed', 'sending');