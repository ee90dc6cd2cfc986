CREATE TABLE `reservations` (
	`loan_id` bigint NOT NULL,
	`state` varchar(32) NOT NULL,
	`bank_part` bigint NOT NULL,
	`path` varchar(32) NOT NULL,
	`reserved_on` date NOT NULL,
	`expires_on` date NOT NULL,
	`ended_on` date,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `reservations_loan_id` PRIMARY KEY(`loan_id`)
);
--> statement-breakpoint
CREATE TABLE `tile_offers` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`tile_id` bigint NOT NULL,
	`loan_id` bigint NOT NULL,
	`round_number` tinyint NOT NULL,
	`seller_id` bigint NOT NULL,
	`state` varchar(32) NOT NULL,
	`offered_on` date NOT NULL,
	`ended_on` date,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `tile_offers_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `tile_sales` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`offer_id` bigint NOT NULL,
	`loan_id` bigint NOT NULL,
	`round_number` tinyint NOT NULL,
	`seller_id` bigint NOT NULL,
	`buyer_id` bigint NOT NULL,
	`sold_tile_id` bigint NOT NULL,
	`bought_tile_id` bigint NOT NULL,
	`amount` bigint NOT NULL,
	`principal` bigint NOT NULL,
	`interest` bigint NOT NULL,
	`handed_back` bigint NOT NULL,
	`sold_on` date NOT NULL,
	`entry_id` bigint NOT NULL,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `tile_sales_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `end_of_day_tasks` (
	`business_date` date NOT NULL,
	`task` varchar(40) NOT NULL,
	`done_at` datetime(3) NOT NULL,
	CONSTRAINT `end_of_day_tasks_business_date_task_pk` PRIMARY KEY(`business_date`,`task`)
);
--> statement-breakpoint
CREATE TABLE `recoveries` (
	`id` bigint AUTO_INCREMENT NOT NULL,
	`loan_id` bigint NOT NULL,
	`amount` bigint NOT NULL,
	`business_date` date NOT NULL,
	`to_funders` bigint NOT NULL DEFAULT 0,
	`to_fund` bigint NOT NULL DEFAULT 0,
	`to_loss` bigint NOT NULL DEFAULT 0,
	`interest` bigint NOT NULL DEFAULT 0,
	`fees` bigint NOT NULL DEFAULT 0,
	`note` varchar(200) NOT NULL DEFAULT '',
	`entry_id` bigint NOT NULL,
	`actor_id` bigint NOT NULL,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `recoveries_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `write_offs` (
	`loan_id` bigint NOT NULL,
	`written_off_on` date NOT NULL,
	`outstanding` bigint NOT NULL,
	`fund_cover` bigint NOT NULL,
	`advance` bigint NOT NULL,
	`fund_returned` bigint NOT NULL DEFAULT 0,
	`advance_returned` bigint NOT NULL DEFAULT 0,
	`reason` varchar(400) NOT NULL,
	`entry_id` bigint NOT NULL,
	`actor_id` bigint NOT NULL,
	`funders_whole_on` date,
	`end_asked_on` date,
	`end_asked_by` bigint,
	`ended_on` date,
	`ended_by` bigint,
	`recorded_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `write_offs_loan_id` PRIMARY KEY(`loan_id`)
);
--> statement-breakpoint
ALTER TABLE `tiles` DROP INDEX `tiles_round`;--> statement-breakpoint
ALTER TABLE `products` ADD `round_instalment` varchar(32) DEFAULT 'up' NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `grace_instalments` int DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `grace_of` varchar(32) DEFAULT 'principal' NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `grace_interest` varchar(32) DEFAULT 'charged' NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `reservation_days` int;--> statement-breakpoint
ALTER TABLE `tiles` ADD `acquired_entry_id` bigint;--> statement-breakpoint
ALTER TABLE `tiles` ADD `ended_entry_id` bigint;--> statement-breakpoint
ALTER TABLE `tiles` ADD `live` boolean GENERATED ALWAYS AS ((if(ended_entry_id is null, 1, null))) STORED;--> statement-breakpoint
ALTER TABLE `loans` ADD `round_instalment` varchar(32) DEFAULT 'up' NOT NULL;--> statement-breakpoint
ALTER TABLE `loans` ADD `grace_instalments` int DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `loans` ADD `grace_of` varchar(32) DEFAULT 'principal' NOT NULL;--> statement-breakpoint
ALTER TABLE `loans` ADD `grace_interest` varchar(32) DEFAULT 'charged' NOT NULL;--> statement-breakpoint
ALTER TABLE `loans` ADD `late_fee` bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `loans` ADD `late_fee_grace_days` int DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `loans` ADD `late_fee_cap_ppm` int DEFAULT 1000000 NOT NULL;--> statement-breakpoint
ALTER TABLE `tiles` ADD CONSTRAINT `tiles_round` UNIQUE(`loan_id`,`round_number`,`offset_before`,`live`);--> statement-breakpoint
ALTER TABLE `reservations` ADD CONSTRAINT `reservations_loan_id_loans_id_fk` FOREIGN KEY (`loan_id`) REFERENCES `loans`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `recoveries` ADD CONSTRAINT `recoveries_loan_id_loans_id_fk` FOREIGN KEY (`loan_id`) REFERENCES `loans`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `write_offs` ADD CONSTRAINT `write_offs_loan_id_loans_id_fk` FOREIGN KEY (`loan_id`) REFERENCES `loans`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `reservations_expiry` ON `reservations` (`state`,`expires_on`);--> statement-breakpoint
CREATE INDEX `tile_offers_state` ON `tile_offers` (`state`,`id`);--> statement-breakpoint
CREATE INDEX `tile_offers_seller` ON `tile_offers` (`seller_id`,`id`);--> statement-breakpoint
CREATE INDEX `tile_offers_tile` ON `tile_offers` (`tile_id`);--> statement-breakpoint
CREATE INDEX `tile_sales_buyer` ON `tile_sales` (`buyer_id`,`id`);--> statement-breakpoint
CREATE INDEX `tile_sales_seller` ON `tile_sales` (`seller_id`,`id`);--> statement-breakpoint
CREATE INDEX `tile_sales_loan` ON `tile_sales` (`loan_id`,`id`);--> statement-breakpoint
CREATE INDEX `recoveries_loan` ON `recoveries` (`loan_id`,`id`);