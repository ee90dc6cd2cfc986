export * from "./catalog";
export * from "./deposits";
export * from "./funding";
export * from "./identity";
export * from "./installation";
export * from "./ledger";
export * from "./loans";
export * from "./platform";
