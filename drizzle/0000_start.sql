CREATE TABLE `banks` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`name` varchar(80) NOT NULL,
	`description` varchar(400) NOT NULL DEFAULT '',
	`available` bigint NOT NULL DEFAULT 0,
	`committed` bigint NOT NULL DEFAULT 0,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `banks_id` PRIMARY KEY(`id`),
	CONSTRAINT `banks_name` UNIQUE(`name`),
	CONSTRAINT `banks_available_not_negative` CHECK(available >= 0),
	CONSTRAINT `banks_committed_not_negative` CHECK(committed >= 0)
);
--> statement-breakpoint
CREATE TABLE `products` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`bank_id` bigint NOT NULL,
	`code` varchar(32),
	`listed` boolean NOT NULL,
	`name` varchar(80) NOT NULL,
	`description` varchar(400) NOT NULL,
	`amount_min` bigint NOT NULL,
	`amount_max` bigint NOT NULL,
	`rate_ppm` int NOT NULL,
	`rate_basis` varchar(32) NOT NULL,
	`method` varchar(32) NOT NULL,
	`day_count` varchar(32) NOT NULL,
	`interval_unit` varchar(32) NOT NULL,
	`interval_count` int NOT NULL,
	`instalments_min` int NOT NULL,
	`instalments_max` int NOT NULL,
	`round_instalment_to` bigint,
	`origination_fee_ppm` int NOT NULL,
	`pre_closure_fee_ppm` int NOT NULL,
	`late_fee` bigint NOT NULL DEFAULT 0,
	`late_fee_grace_days` int NOT NULL,
	`servicing_fee_ppm` int NOT NULL,
	`fund_share_ppm` int NOT NULL,
	`criteria` json,
	`requires_documents` boolean NOT NULL,
	`approves_automatically` boolean NOT NULL,
	`bank_share_ppm` int NOT NULL,
	`bank_tops_up` boolean NOT NULL,
	`smallest_tile` bigint NOT NULL,
	`tile_count_max` int,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `products_id` PRIMARY KEY(`id`),
	CONSTRAINT `products_code` UNIQUE(`code`),
	CONSTRAINT `products_amounts` CHECK(0 < amount_min and amount_min <= amount_max),
	CONSTRAINT `products_instalments` CHECK(0 < instalments_min and instalments_min <= instalments_max)
);
--> statement-breakpoint
CREATE TABLE `deposits` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`depositor_id` bigint NOT NULL,
	`amount` bigint NOT NULL,
	`state` varchar(32) NOT NULL,
	`business_date` date NOT NULL,
	`transfer_id` bigint NOT NULL,
	`entry_id` bigint,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`settled_at` datetime(3),
	CONSTRAINT `deposits_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `withdrawals` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`depositor_id` bigint NOT NULL,
	`amount` bigint NOT NULL,
	`state` varchar(32) NOT NULL,
	`reason` varchar(200) NOT NULL DEFAULT '',
	`business_date` date NOT NULL,
	`transfer_id` bigint NOT NULL,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`settled_at` datetime(3),
	CONSTRAINT `withdrawals_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `allocation_candidates` (
	`loan_id` bigint NOT NULL,
	`round_number` tinyint NOT NULL,
	`depositor_id` bigint NOT NULL,
	`position` int NOT NULL,
	`cap` bigint NOT NULL,
	`held_by` varchar(32) NOT NULL,
	`given` bigint NOT NULL,
	CONSTRAINT `allocation_candidates_loan_id_round_number_depositor_id_pk` PRIMARY KEY(`loan_id`,`round_number`,`depositor_id`)
);
--> statement-breakpoint
CREATE TABLE `depositors` (
	`user_id` bigint NOT NULL,
	`person_id` bigint NOT NULL,
	`available` bigint NOT NULL DEFAULT 0,
	`reserved` bigint NOT NULL DEFAULT 0,
	`committed` bigint NOT NULL DEFAULT 0,
	`due` bigint NOT NULL DEFAULT 0,
	`working` bigint NOT NULL DEFAULT 0,
	`ring` int unsigned NOT NULL,
	`accepted_grades` tinyint NOT NULL DEFAULT 31,
	`longest_term_days` int,
	`largest_share_ppm` int NOT NULL DEFAULT 1000000,
	`keep_aside` bigint NOT NULL DEFAULT 0,
	`reinvest` boolean NOT NULL DEFAULT true,
	`eligible` boolean GENERATED ALWAYS AS ((available > keep_aside and due = 0)) STORED,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `depositors_user_id` PRIMARY KEY(`user_id`),
	CONSTRAINT `depositors_available_not_negative` CHECK(available >= 0),
	CONSTRAINT `depositors_reserved_not_negative` CHECK(reserved >= 0),
	CONSTRAINT `depositors_committed_not_negative` CHECK(committed >= 0)
);
--> statement-breakpoint
CREATE TABLE `funding_rounds` (
	`loan_id` bigint NOT NULL,
	`number` tinyint NOT NULL,
	`total` bigint NOT NULL,
	`pooled` bigint NOT NULL,
	`tile_count` int NOT NULL,
	`cum_principal` bigint NOT NULL DEFAULT 0,
	`cum_interest` bigint NOT NULL DEFAULT 0,
	`cum_fund` bigint NOT NULL DEFAULT 0,
	`interest_gross` bigint NOT NULL DEFAULT 0,
	`margin_cum` bigint NOT NULL DEFAULT 0,
	`closed_for_good` boolean NOT NULL DEFAULT false,
	`funded_on` date NOT NULL,
	`path` varchar(32) NOT NULL,
	CONSTRAINT `funding_rounds_loan_id_number_pk` PRIMARY KEY(`loan_id`,`number`)
);
--> statement-breakpoint
CREATE TABLE `pool_gates` (
	`id` int NOT NULL,
	CONSTRAINT `pool_gates_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `pools` (
	`id` int NOT NULL,
	`cursor_position` int unsigned NOT NULL,
	CONSTRAINT `pools_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `settlement_marks` (
	`loan_id` bigint NOT NULL,
	`round_number` tinyint NOT NULL,
	`cum_principal` bigint NOT NULL,
	`cum_interest` bigint NOT NULL,
	`settled_at` datetime(3) NOT NULL,
	CONSTRAINT `settlement_marks_loan_id_round_number_pk` PRIMARY KEY(`loan_id`,`round_number`)
);
--> statement-breakpoint
CREATE TABLE `tiles` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`loan_id` bigint NOT NULL,
	`round_number` tinyint NOT NULL,
	`depositor_id` bigint,
	`bank_id` bigint,
	`amount` bigint NOT NULL,
	`offset_before` bigint NOT NULL,
	`settled_principal` bigint NOT NULL DEFAULT 0,
	`settled_interest` bigint NOT NULL DEFAULT 0,
	`closed` boolean NOT NULL DEFAULT false,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `tiles_id` PRIMARY KEY(`id`),
	CONSTRAINT `tiles_round` UNIQUE(`loan_id`,`round_number`,`offset_before`),
	CONSTRAINT `tiles_amount_positive` CHECK(amount > 0)
);
--> statement-breakpoint
CREATE TABLE `documents` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`user_id` bigint NOT NULL,
	`type` varchar(32) NOT NULL,
	`file_name` varchar(200) NOT NULL,
	`content_type` varchar(64) NOT NULL,
	`size_bytes` int NOT NULL,
	`sha256` varchar(64) NOT NULL,
	`storage_key` varchar(200) NOT NULL,
	`state` varchar(32) NOT NULL DEFAULT 'uploaded',
	`reviewed_by` bigint,
	`reviewed_at` datetime(3),
	`rejection_reason` varchar(400),
	`is_current` boolean NOT NULL DEFAULT true,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `documents_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `employment_details` (
	`user_id` bigint NOT NULL,
	`status` varchar(32) NOT NULL,
	`employer_name_address` varchar(400) NOT NULL DEFAULT '',
	`job_title` varchar(120) NOT NULL DEFAULT '',
	`monthly_income` bigint NOT NULL,
	`other_income` bigint NOT NULL DEFAULT 0,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `employment_details_user_id` PRIMARY KEY(`user_id`)
);
--> statement-breakpoint
CREATE TABLE `financial_details` (
	`user_id` bigint NOT NULL,
	`existing_loans` int NOT NULL,
	`monthly_emi` bigint NOT NULL DEFAULT 0,
	`assets_owned` varchar(400) NOT NULL DEFAULT '',
	`bank_account_details` varchar(400) NOT NULL DEFAULT '',
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `financial_details_user_id` PRIMARY KEY(`user_id`)
);
--> statement-breakpoint
CREATE TABLE `one_time_codes` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`user_id` bigint NOT NULL,
	`purpose` varchar(32) NOT NULL,
	`code_hash` varchar(64) NOT NULL,
	`tries` tinyint NOT NULL DEFAULT 0,
	`expires_at` datetime(3) NOT NULL,
	`ended_at` datetime(3),
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `one_time_codes_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `persons` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `persons_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `rate_limits` (
	`bucket` varchar(128) NOT NULL,
	`count` int NOT NULL,
	`window_ends_at` datetime(3) NOT NULL,
	CONSTRAINT `rate_limits_bucket` PRIMARY KEY(`bucket`)
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`user_id` bigint NOT NULL,
	`kind` varchar(32) NOT NULL,
	`ticket_hash` varchar(64),
	`ticket_expires_at` datetime(3),
	`expires_at` datetime(3) NOT NULL,
	`revoked_at` datetime(3),
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `sessions_id` PRIMARY KEY(`id`),
	CONSTRAINT `sessions_ticket` UNIQUE(`ticket_hash`)
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`person_id` bigint NOT NULL,
	`role` varchar(32) NOT NULL,
	`username` varchar(64),
	`email` varchar(254) NOT NULL,
	`verified_email` varchar(254),
	`phone` varchar(20),
	`verified_phone` varchar(20),
	`password_hash` varchar(255) NOT NULL,
	`full_name` varchar(120) NOT NULL,
	`date_of_birth` date,
	`gender` varchar(24),
	`nationality` varchar(64),
	`marital_status` varchar(24),
	`permanent_address` varchar(400),
	`blocked_at` datetime(3),
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `users_id` PRIMARY KEY(`id`),
	CONSTRAINT `users_role_verified_email` UNIQUE(`role`,`verified_email`),
	CONSTRAINT `users_username` UNIQUE(`username`)
);
--> statement-breakpoint
CREATE TABLE `closed_days` (
	`business_date` date NOT NULL,
	`closed_at` datetime(3) NOT NULL,
	`rolled_up_at` datetime(3),
	CONSTRAINT `closed_days_business_date` PRIMARY KEY(`business_date`)
);
--> statement-breakpoint
CREATE TABLE `installation` (
	`id` int NOT NULL,
	`name` varchar(80) NOT NULL,
	`currency` varchar(3) NOT NULL,
	`business_date` date NOT NULL,
	`demo` boolean NOT NULL,
	`ready_at` datetime(3),
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `installation_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `account_rollups` (
	`account` tinyint unsigned NOT NULL,
	`owner_id` bigint NOT NULL,
	`business_date` date NOT NULL,
	`amount` bigint NOT NULL,
	CONSTRAINT `account_rollups_account_owner_id_business_date_pk` PRIMARY KEY(`account`,`owner_id`,`business_date`)
);
--> statement-breakpoint
CREATE TABLE `journal_entries` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`kind` varchar(40) NOT NULL,
	`business_date` date NOT NULL,
	`idempotency_key_id` bigint NOT NULL,
	`actor_id` bigint NOT NULL,
	`reference` varchar(120) NOT NULL DEFAULT '',
	`reverses_entry_id` bigint,
	`loan_id` bigint,
	`round_number` tinyint,
	`cum_principal_after` bigint,
	`cum_interest_after` bigint,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `journal_entries_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `postings` (
	`entry_id` bigint NOT NULL,
	`line` int unsigned NOT NULL,
	`account` tinyint unsigned NOT NULL,
	`owner_id` bigint NOT NULL,
	`amount` bigint NOT NULL,
	CONSTRAINT `postings_entry_id_line_pk` PRIMARY KEY(`entry_id`,`line`)
);
--> statement-breakpoint
CREATE TABLE `instalments` (
	`loan_id` bigint NOT NULL,
	`number` int NOT NULL,
	`due_on` date NOT NULL,
	`principal` bigint NOT NULL,
	`interest` bigint NOT NULL,
	`fee` bigint NOT NULL DEFAULT 0,
	`penalty` bigint NOT NULL DEFAULT 0,
	`principal_paid` bigint NOT NULL DEFAULT 0,
	`interest_paid` bigint NOT NULL DEFAULT 0,
	`fee_paid` bigint NOT NULL DEFAULT 0,
	`penalty_paid` bigint NOT NULL DEFAULT 0,
	CONSTRAINT `instalments_loan_id_number_pk` PRIMARY KEY(`loan_id`,`number`)
);
--> statement-breakpoint
CREATE TABLE `loans` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`borrower_id` bigint NOT NULL,
	`person_id` bigint NOT NULL,
	`product_id` bigint NOT NULL,
	`bank_id` bigint NOT NULL,
	`state` varchar(32) NOT NULL,
	`principal` bigint NOT NULL,
	`instalment_count` int NOT NULL,
	`rate_ppm` int NOT NULL,
	`rate_basis` varchar(32) NOT NULL,
	`method` varchar(32) NOT NULL,
	`day_count` varchar(32) NOT NULL,
	`interval_unit` varchar(32) NOT NULL,
	`interval_count` int NOT NULL,
	`round_instalment_to` bigint,
	`origination_fee_ppm` int NOT NULL,
	`pre_closure_fee_ppm` int NOT NULL,
	`servicing_fee_ppm` int NOT NULL,
	`fund_share_ppm` int NOT NULL,
	`purpose` varchar(200) NOT NULL DEFAULT '',
	`grade` varchar(32),
	`assessment` json NOT NULL,
	`applied_on` date NOT NULL,
	`decided_on` date,
	`decided_by` bigint,
	`decision_reason` varchar(400),
	`disbursed_on` date,
	`disbursement_transfer_id` bigint,
	`origination_fee` bigint NOT NULL DEFAULT 0,
	`closed_on` date,
	`close_reason` varchar(40),
	`receivable` bigint NOT NULL DEFAULT 0,
	`funding` bigint NOT NULL DEFAULT 0,
	`advance` bigint NOT NULL DEFAULT 0,
	`instalment_amount` bigint NOT NULL DEFAULT 0,
	`accrued_from` date,
	`accrued_carry` varchar(64) NOT NULL DEFAULT '0',
	`oldest_unpaid_due_on` date,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `loans_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `repayments` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`loan_id` bigint NOT NULL,
	`kind` varchar(32) NOT NULL,
	`prepayment` varchar(32) NOT NULL,
	`state` varchar(32) NOT NULL,
	`amount` bigint NOT NULL,
	`value_date` date NOT NULL,
	`principal` bigint NOT NULL DEFAULT 0,
	`interest` bigint NOT NULL DEFAULT 0,
	`fee` bigint NOT NULL DEFAULT 0,
	`penalty` bigint NOT NULL DEFAULT 0,
	`pre_closure_fee` bigint NOT NULL DEFAULT 0,
	`entry_id` bigint,
	`transfer_id` bigint,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`settled_at` datetime(3),
	CONSTRAINT `repayments_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `audit_log` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`operation` varchar(64) NOT NULL,
	`actor_id` bigint NOT NULL,
	`actor_role` varchar(16) NOT NULL,
	`outcome` varchar(48) NOT NULL,
	`input` json NOT NULL,
	`request_id` varchar(64),
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `audit_log_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`actor_id` bigint NOT NULL,
	`operation` varchar(64) NOT NULL,
	`idempotency_key` varchar(128) NOT NULL,
	`input_hash` varchar(64) NOT NULL,
	`answer` text,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `idempotency_keys_id` PRIMARY KEY(`id`),
	CONSTRAINT `idempotency_keys_key` UNIQUE(`actor_id`,`operation`,`idempotency_key`)
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`kind` varchar(48) NOT NULL,
	`user_id` bigint,
	`recipient` varchar(254) NOT NULL,
	`subject` varchar(200) NOT NULL,
	`body` text,
	`attempts` int NOT NULL DEFAULT 0,
	`next_attempt_at` datetime(3) NOT NULL,
	`sent_at` datetime(3),
	`last_error` varchar(400),
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `outbox_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `rail_transfers` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`rail` varchar(32) NOT NULL,
	`direction` varchar(8) NOT NULL,
	`purpose` varchar(32) NOT NULL,
	`method` varchar(64) NOT NULL,
	`amount` bigint NOT NULL,
	`state` varchar(16) NOT NULL,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`settled_at` datetime(3),
	CONSTRAINT `rail_transfers_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
ALTER TABLE `products` ADD CONSTRAINT `products_bank_id_banks_id_fk` FOREIGN KEY (`bank_id`) REFERENCES `banks`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `deposits` ADD CONSTRAINT `deposits_depositor_id_users_id_fk` FOREIGN KEY (`depositor_id`) REFERENCES `users`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `withdrawals` ADD CONSTRAINT `withdrawals_depositor_id_users_id_fk` FOREIGN KEY (`depositor_id`) REFERENCES `users`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `depositors` ADD CONSTRAINT `depositors_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `funding_rounds` ADD CONSTRAINT `funding_rounds_loan_id_loans_id_fk` FOREIGN KEY (`loan_id`) REFERENCES `loans`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `documents` ADD CONSTRAINT `documents_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `employment_details` ADD CONSTRAINT `employment_details_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `financial_details` ADD CONSTRAINT `financial_details_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `one_time_codes` ADD CONSTRAINT `one_time_codes_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `sessions` ADD CONSTRAINT `sessions_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `users` ADD CONSTRAINT `users_person_id_persons_id_fk` FOREIGN KEY (`person_id`) REFERENCES `persons`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `instalments` ADD CONSTRAINT `instalments_loan_id_loans_id_fk` FOREIGN KEY (`loan_id`) REFERENCES `loans`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `loans` ADD CONSTRAINT `loans_borrower_id_users_id_fk` FOREIGN KEY (`borrower_id`) REFERENCES `users`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `loans` ADD CONSTRAINT `loans_product_id_products_id_fk` FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `loans` ADD CONSTRAINT `loans_bank_id_banks_id_fk` FOREIGN KEY (`bank_id`) REFERENCES `banks`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `repayments` ADD CONSTRAINT `repayments_loan_id_loans_id_fk` FOREIGN KEY (`loan_id`) REFERENCES `loans`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `products_listed` ON `products` (`listed`,`bank_id`);--> statement-breakpoint
CREATE INDEX `deposits_depositor` ON `deposits` (`depositor_id`,`id`);--> statement-breakpoint
CREATE INDEX `deposits_state` ON `deposits` (`state`,`id`);--> statement-breakpoint
CREATE INDEX `withdrawals_depositor` ON `withdrawals` (`depositor_id`,`id`);--> statement-breakpoint
CREATE INDEX `withdrawals_state` ON `withdrawals` (`state`,`id`);--> statement-breakpoint
CREATE INDEX `depositors_ring` ON `depositors` (`eligible`,`ring`);--> statement-breakpoint
CREATE INDEX `tiles_depositor` ON `tiles` (`depositor_id`,`closed`,`loan_id`);--> statement-breakpoint
CREATE INDEX `tiles_bank` ON `tiles` (`bank_id`,`closed`,`loan_id`);--> statement-breakpoint
CREATE INDEX `documents_user` ON `documents` (`user_id`,`type`);--> statement-breakpoint
CREATE INDEX `one_time_codes_user` ON `one_time_codes` (`user_id`,`purpose`,`id`);--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`,`revoked_at`);--> statement-breakpoint
CREATE INDEX `users_email` ON `users` (`email`);--> statement-breakpoint
CREATE INDEX `users_verified_email` ON `users` (`verified_email`);--> statement-breakpoint
CREATE INDEX `users_verified_phone` ON `users` (`verified_phone`);--> statement-breakpoint
CREATE INDEX `users_person` ON `users` (`person_id`);--> statement-breakpoint
CREATE INDEX `journal_entries_loan` ON `journal_entries` (`loan_id`,`id`);--> statement-breakpoint
CREATE INDEX `journal_entries_date` ON `journal_entries` (`business_date`,`id`);--> statement-breakpoint
CREATE INDEX `journal_entries_key` ON `journal_entries` (`idempotency_key_id`);--> statement-breakpoint
CREATE INDEX `postings_account` ON `postings` (`account`,`owner_id`,`entry_id`);--> statement-breakpoint
CREATE INDEX `loans_borrower` ON `loans` (`borrower_id`,`state`);--> statement-breakpoint
CREATE INDEX `loans_state` ON `loans` (`state`,`id`);--> statement-breakpoint
CREATE INDEX `loans_due` ON `loans` (`state`,`oldest_unpaid_due_on`);--> statement-breakpoint
CREATE INDEX `loans_product` ON `loans` (`product_id`,`state`);--> statement-breakpoint
CREATE INDEX `repayments_loan` ON `repayments` (`loan_id`,`id`);--> statement-breakpoint
CREATE INDEX `repayments_state` ON `repayments` (`state`,`id`);--> statement-breakpoint
CREATE INDEX `audit_log_actor` ON `audit_log` (`actor_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_log_operation` ON `audit_log` (`operation`,`id`);--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`sent_at`,`next_attempt_at`);--> statement-breakpoint
CREATE INDEX `rail_transfers_state` ON `rail_transfers` (`state`,`id`);