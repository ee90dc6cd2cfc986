DROP TABLE `settlement_marks`;--> statement-breakpoint
ALTER TABLE `funding_rounds` ADD `mark_principal` bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `funding_rounds` ADD `mark_interest` bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `funding_rounds` ADD `mark_key_id` bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `funding_rounds` ADD `unsettled` boolean GENERATED ALWAYS AS ((cum_principal + cum_interest > mark_principal + mark_interest)) STORED;--> statement-breakpoint
CREATE INDEX `funding_rounds_unsettled` ON `funding_rounds` (`unsettled`,`mark_key_id`);