ALTER TABLE `tile_offers` ADD `tried_on` date;--> statement-breakpoint
ALTER TABLE `tile_offers` ADD `lapsed_for` varchar(32);--> statement-breakpoint
ALTER TABLE `tile_sales` ADD `handed_back_interest` bigint NOT NULL;--> statement-breakpoint
ALTER TABLE `tiles` ADD `base_principal` bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `tiles` ADD `base_interest` bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `tile_sales_bought_tile` ON `tile_sales` (`bought_tile_id`);--> statement-breakpoint
CREATE INDEX `tile_sales_sold_tile` ON `tile_sales` (`sold_tile_id`);--> statement-breakpoint
CREATE INDEX `tile_sales_date` ON `tile_sales` (`sold_on`);