CREATE TABLE `position_proofs` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`business_date` date NOT NULL,
	`taken_at` datetime(3) NOT NULL,
	`currency` char(3) NOT NULL,
	`root` char(64) NOT NULL,
	`previous_root` char(64),
	`position_leaves` int NOT NULL,
	`positions_root` char(64) NOT NULL,
	`waiting` bigint NOT NULL,
	`reserved` bigint NOT NULL,
	`committed` bigint NOT NULL,
	`due` bigint NOT NULL,
	`working` bigint NOT NULL,
	`round_leaves` int NOT NULL,
	`rounds_root` char(64) NOT NULL,
	`outstanding` bigint NOT NULL,
	`dust` bigint NOT NULL,
	`depositors_working` bigint NOT NULL,
	`banks_working` bigint NOT NULL,
	`secret` char(64),
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `position_proofs_id` PRIMARY KEY(`id`),
	CONSTRAINT `position_proofs_date` UNIQUE(`business_date`)
);
--> statement-breakpoint
CREATE TABLE `proof_chunks` (
	`business_date` date NOT NULL,
	`tree` tinyint NOT NULL,
	`number` int NOT NULL,
	`leaves` mediumblob NOT NULL,
	`node` mediumblob NOT NULL,
	CONSTRAINT `proof_chunks_business_date_tree_number_pk` PRIMARY KEY(`business_date`,`tree`,`number`)
);
--> statement-breakpoint
CREATE TABLE `proved_positions` (
	`business_date` date NOT NULL,
	`depositor_id` bigint NOT NULL,
	`first_place` int NOT NULL,
	`second_place` int NOT NULL,
	`available` bigint NOT NULL,
	`settling` bigint NOT NULL,
	`reserved` bigint NOT NULL,
	`committed` bigint NOT NULL,
	`due` bigint NOT NULL,
	`working` bigint NOT NULL,
	`tiles` mediumtext NOT NULL,
	CONSTRAINT `proved_positions_business_date_depositor_id_pk` PRIMARY KEY(`business_date`,`depositor_id`)
);
--> statement-breakpoint
CREATE TABLE `proved_rounds` (
	`business_date` date NOT NULL,
	`loan_id` bigint NOT NULL,
	`round_number` tinyint NOT NULL,
	`first_place` int NOT NULL,
	`second_place` int NOT NULL,
	`is_written_off` boolean NOT NULL,
	`total` bigint NOT NULL,
	`cum_principal` bigint NOT NULL,
	`cum_interest` bigint NOT NULL,
	`tile_count` int NOT NULL,
	`tiles_root` char(64) NOT NULL,
	`depositors_working` bigint NOT NULL,
	`banks_working` bigint NOT NULL,
	`tiles` mediumtext NOT NULL,
	CONSTRAINT `proved_rounds_business_date_loan_id_round_number_pk` PRIMARY KEY(`business_date`,`loan_id`,`round_number`)
);
