import { addressUnknown } from "@/lib/bank-api/address-unknown";

export const GET = addressUnknown;
export const POST = addressUnknown;
export const PUT = addressUnknown;
export const PATCH = addressUnknown;
export const DELETE = addressUnknown;
export const OPTIONS = addressUnknown;
