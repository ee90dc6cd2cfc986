ALTER TABLE `loans` ADD `closes_for_good_on` date;--> statement-breakpoint
ALTER TABLE `loans` ADD `advance_lost` bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `write_offs` ADD `owed_principal` bigint NOT NULL;--> statement-breakpoint
ALTER TABLE `write_offs` ADD `owed_interest` bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `write_offs` ADD `owed_fees` bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `loans_closing` ON `loans` (`closes_for_good_on`);