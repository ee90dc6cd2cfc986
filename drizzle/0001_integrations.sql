CREATE TABLE `api_keys` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`created_by` bigint NOT NULL,
	`name` varchar(80) NOT NULL,
	`key_hash` varchar(64) NOT NULL,
	`hint` varchar(16) NOT NULL,
	`scopes` json NOT NULL,
	`last_used_at` datetime(3),
	`revoked_at` datetime(3),
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `api_keys_id` PRIMARY KEY(`id`),
	CONSTRAINT `api_keys_hash` UNIQUE(`key_hash`)
);
--> statement-breakpoint
CREATE TABLE `webhook_deliveries` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`endpoint_id` bigint NOT NULL,
	`event_id` bigint NOT NULL,
	`object_type` varchar(24) NOT NULL,
	`object_id` bigint NOT NULL,
	`state` varchar(32) NOT NULL,
	`attempts` int NOT NULL DEFAULT 0,
	`next_attempt_at` datetime(3) NOT NULL,
	`response_status` int,
	`last_error` varchar(400),
	`delivered_at` datetime(3),
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `webhook_deliveries_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `webhook_endpoints` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`created_by` bigint NOT NULL,
	`url` varchar(500) NOT NULL,
	`description` varchar(200) NOT NULL DEFAULT '',
	`event_types` json NOT NULL,
	`secret` varchar(255) NOT NULL,
	`enabled` boolean NOT NULL,
	`disabled_reason` varchar(200),
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `webhook_endpoints_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `webhook_events` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`public_id` varchar(40) NOT NULL,
	`type` varchar(48) NOT NULL,
	`object_type` varchar(24) NOT NULL,
	`object_id` bigint NOT NULL,
	`facts` text NOT NULL,
	`occurred_at` datetime(3) NOT NULL,
	`shared_out_at` datetime(3),
	CONSTRAINT `webhook_events_id` PRIMARY KEY(`id`),
	CONSTRAINT `webhook_events_public` UNIQUE(`public_id`)
);
--> statement-breakpoint
ALTER TABLE `financial_details` MODIFY COLUMN `existing_loans` bigint NOT NULL DEFAULT 0;--> statement-breakpoint
ALTER TABLE `audit_log` ADD `api_key_id` bigint;--> statement-breakpoint
ALTER TABLE `api_keys` ADD CONSTRAINT `api_keys_created_by_users_id_fk` FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `webhook_deliveries` ADD CONSTRAINT `webhook_deliveries_endpoint_id_webhook_endpoints_id_fk` FOREIGN KEY (`endpoint_id`) REFERENCES `webhook_endpoints`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `webhook_deliveries` ADD CONSTRAINT `webhook_deliveries_event_id_webhook_events_id_fk` FOREIGN KEY (`event_id`) REFERENCES `webhook_events`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `webhook_endpoints` ADD CONSTRAINT `webhook_endpoints_created_by_users_id_fk` FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `webhook_deliveries_due` ON `webhook_deliveries` (`state`,`next_attempt_at`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_object` ON `webhook_deliveries` (`endpoint_id`,`object_type`,`object_id`,`id`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_event` ON `webhook_deliveries` (`event_id`);--> statement-breakpoint
CREATE INDEX `webhook_events_open` ON `webhook_events` (`shared_out_at`,`id`);--> statement-breakpoint
CREATE INDEX `webhook_events_object` ON `webhook_events` (`object_type`,`object_id`,`id`);--> statement-breakpoint
CREATE INDEX `webhook_events_occurred` ON `webhook_events` (`occurred_at`);