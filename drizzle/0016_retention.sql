CREATE TABLE `forgetting_marks` (
	`table_name` varchar(40) NOT NULL,
	`through_id` bigint NOT NULL,
	CONSTRAINT `forgetting_marks_table_name` PRIMARY KEY(`table_name`)
);
