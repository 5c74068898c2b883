CREATE TABLE "digest_run" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" text NOT NULL,
	"schedule_id" uuid NOT NULL,
	"slot" date,
	"period" text,
	"figures" jsonb,
	"due_at" timestamp with time zone NOT NULL,
	"lateness_seconds" integer DEFAULT 0 NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"planned_by" text NOT NULL,
	"planned_at" timestamp with time zone NOT NULL,
	"asked_by_id" uuid,
	CONSTRAINT "run_in_workspace" UNIQUE("workspace_id","id"),
	CONSTRAINT "digest_run_by_slot" UNIQUE("schedule_id","slot")
);
--> statement-breakpoint
CREATE TABLE "digest_schedule" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" text NOT NULL,
	"team_id" uuid,
	"channel_id" text,
	"channel_name" text,
	"kind" text NOT NULL,
	"rhythm" text NOT NULL,
	"weekday" smallint,
	"zone" text NOT NULL,
	"local_time" text NOT NULL,
	"sections" text[] NOT NULL,
	"readers" text NOT NULL,
	"pause" text,
	"paused_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	"next_slot" date NOT NULL,
	"next_due_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_by_id" uuid NOT NULL,
	CONSTRAINT "schedule_in_workspace" UNIQUE("workspace_id","id"),
	CONSTRAINT "schedule_weekday" CHECK (("digest_schedule"."rhythm" = 'weekly') = ("digest_schedule"."weekday" is not null)),
	CONSTRAINT "schedule_weekday_known" CHECK ("digest_schedule"."weekday" between 1 and 7),
	CONSTRAINT "schedule_time" CHECK ("digest_schedule"."local_time" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$')
);
--> statement-breakpoint
ALTER TABLE "outbox_message" ADD COLUMN "run_id" uuid;--> statement-breakpoint
ALTER TABLE "digest_run" ADD CONSTRAINT "run_of_schedule" FOREIGN KEY ("workspace_id","schedule_id") REFERENCES "public"."digest_schedule"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digest_run" ADD CONSTRAINT "run_asked_by" FOREIGN KEY ("workspace_id","asked_by_id") REFERENCES "public"."person"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digest_schedule" ADD CONSTRAINT "digest_schedule_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digest_schedule" ADD CONSTRAINT "schedule_team" FOREIGN KEY ("workspace_id","team_id") REFERENCES "public"."team"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digest_schedule" ADD CONSTRAINT "schedule_creator" FOREIGN KEY ("workspace_id","created_by_id") REFERENCES "public"."person"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "digest_run_once" ON "digest_run" USING btree ("schedule_id","period") WHERE "digest_run"."outcome" = 'planned';--> statement-breakpoint
CREATE INDEX "digest_run_of_schedule" ON "digest_run" USING btree ("schedule_id","planned_at");--> statement-breakpoint
CREATE UNIQUE INDEX "digest_schedule_once" ON "digest_schedule" USING btree ("workspace_id",coalesce("team_id"::text, ''),coalesce("channel_id", ''),"kind") WHERE "digest_schedule"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "digest_schedule_due" ON "digest_schedule" USING btree ("next_due_at") WHERE "digest_schedule"."pause" is null and "digest_schedule"."deleted_at" is null;--> statement-breakpoint
ALTER TABLE "outbox_message" ADD CONSTRAINT "outbox_of_run" FOREIGN KEY ("workspace_id","run_id") REFERENCES "public"."digest_run"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_by_run" ON "outbox_message" USING btree ("run_id","part","channel_id") WHERE "outbox_message"."run_id" is not null;