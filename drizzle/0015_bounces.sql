ALTER TABLE `recoveries` ADD `to_advance` bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `recoveries` ADD `reversed_on` date;--> statement-breakpoint
ALTER TABLE `recoveries` ADD `reversal_reason` varchar(400);--> statement-breakpoint
ALTER TABLE `recoveries` ADD `reversal_entry_id` bigint;