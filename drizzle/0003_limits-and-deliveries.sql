DROP INDEX `webhook_events_object` ON `webhook_events`;--> statement-breakpoint
CREATE INDEX `rate_limits_ended` ON `rate_limits` (`window_ends_at`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_taken` ON `webhook_deliveries` (`endpoint_id`,`state`,`id`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_listed` ON `webhook_deliveries` (`endpoint_id`,`id`);