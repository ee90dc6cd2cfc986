ALTER TABLE `tiles` ADD `refunded_interest` bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `loans` ADD `close_note` varchar(400);--> statement-breakpoint
UPDATE `tiles` t JOIN `loans` l ON l.id = t.loan_id JOIN `tile_sales` s ON s.bought_tile_id = t.id SET t.refunded_interest = s.interest WHERE l.state = 'withdrawn' AND t.live = 1;--> statement-breakpoint
UPDATE `loans` SET close_note = decision_reason, decision_reason = NULL WHERE close_reason = 'disbursement_returned';