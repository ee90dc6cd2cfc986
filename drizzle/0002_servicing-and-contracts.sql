CREATE TABLE `loan_contracts` (
	`loan_id` bigint NOT NULL,
	`number` varchar(32) NOT NULL,
	`template` int NOT NULL,
	`issued_on` date NOT NULL,
	`terms` mediumtext NOT NULL,
	`terms_hash` varchar(64) NOT NULL,
	`accepted_on` date,
	`accepted_at` datetime(3),
	`accepted_by` bigint,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `loan_contracts_loan_id` PRIMARY KEY(`loan_id`),
	CONSTRAINT `loan_contracts_number` UNIQUE(`number`)
);
--> statement-breakpoint
CREATE TABLE `schedule_changes` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`loan_id` bigint NOT NULL,
	`kind` varchar(32) NOT NULL,
	`changed_on` date NOT NULL,
	`after_entry_id` bigint NOT NULL,
	`instalments` int NOT NULL,
	`interest` varchar(32),
	`rate_ppm` int,
	`rate_ppm_before` int NOT NULL,
	`instalment_count_before` int NOT NULL,
	`reason` varchar(400) NOT NULL,
	`actor_id` bigint NOT NULL,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `schedule_changes_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
ALTER TABLE `products` ADD `late_fee_cap_ppm` int DEFAULT 1000000 NOT NULL;--> statement-breakpoint
ALTER TABLE `loans` ADD `interest_pauses` json;--> statement-breakpoint
ALTER TABLE `repayments` ADD `reversed_on` date;--> statement-breakpoint
ALTER TABLE `repayments` ADD `reversal_reason` varchar(400);--> statement-breakpoint
ALTER TABLE `repayments` ADD `reversal_entry_id` bigint;--> statement-breakpoint
ALTER TABLE `loan_contracts` ADD CONSTRAINT `loan_contracts_loan_id_loans_id_fk` FOREIGN KEY (`loan_id`) REFERENCES `loans`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `schedule_changes` ADD CONSTRAINT `schedule_changes_loan_id_loans_id_fk` FOREIGN KEY (`loan_id`) REFERENCES `loans`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `schedule_changes_loan` ON `schedule_changes` (`loan_id`,`id`);