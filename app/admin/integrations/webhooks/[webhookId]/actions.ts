"use server";

import { serverAction } from "@/lib/platform/server-action";
import { replayDelivery } from "@/lib/webhooks/operations/replay-delivery";
import { replaySince } from "@/lib/webhooks/operations/replay-since";
import { rotateSecret } from "@/lib/webhooks/operations/rotate-secret";
import { sendTest } from "@/lib/webhooks/operations/send-test";
import { updateEndpoint } from "@/lib/webhooks/operations/update-endpoint";

export const updateWebhookAction = serverAction(updateEndpoint);
export const rotateSecretAction = serverAction(rotateSecret);
export const sendTestAction = serverAction(sendTest);
export const replayDeliveryAction = serverAction(replayDelivery);
export const replaySinceAction = serverAction(replaySince);
