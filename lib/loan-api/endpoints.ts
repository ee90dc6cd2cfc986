import type { Endpoint } from "@/lib/platform/endpoint";
import { listAllProductsEndpoint, listBanksEndpoint } from "./admin-catalog";
import { listDocumentsEndpoint, reviewDocumentEndpoint } from "./admin-documents";
import { overviewEndpoint, statisticsEndpoint } from "./admin-figures";
import { getLoanFileEndpoint } from "./admin-loan-file";
import { getLoanFundingEndpoint, listLoanEntriesEndpoint } from "./admin-loan-funding";
import { approveLoanEndpoint, disburseLoanEndpoint, listLoansEndpoint, rejectLoanEndpoint } from "./admin-loans";
import { closeBusinessDayEndpoint, listAuditEndpoint } from "./admin-operations";
import { blockUserEndpoint, listUsersEndpoint, unblockUserEndpoint } from "./admin-people";
import { listTransfersEndpoint, settleDepositEndpoint, settleRepaymentEndpoint, settleWithdrawalEndpoint } from "./admin-transfers";
import { createApiKeyEndpoint, listApiKeysEndpoint, revokeApiKeyEndpoint } from "./api-keys";
import { loginEndpoint, registerEndpoint, resendOtpEndpoint, verifyOtpEndpoint } from "./auth";
import {
  accountEndpoint,
  changePasswordEndpoint,
  forgotPasswordEndpoint,
  logoutEndpoint,
  resetPasswordEndpoint,
  verifyTokenEndpoint,
} from "./auth-account";
import { listOwnTransfersEndpoint, listTransactionsEndpoint } from "./depositor-movements";
import { getStrategyEndpoint, saveStrategyEndpoint } from "./depositor-strategy";
import { expectedReturnsEndpoint, getTileEndpoint, listTilesEndpoint } from "./depositor-tiles";
import { investEndpoint, portfolioEndpoint, withdrawEndpoint } from "./deposits";
import {
  createEmploymentDetailsEndpoint,
  createFinancialDetailsEndpoint,
  employmentDetailsEndpoint,
  financialDetailsEndpoint,
  updateEmploymentDetailsEndpoint,
  updateFinancialDetailsEndpoint,
} from "./details";
import { documentsEndpoint, uploadDocumentEndpoint } from "./documents";
import { calculateEmiEndpoint, checkEligibilityEndpoint } from "./eligibility";
import { getScheduleEndpoint } from "./loan-schedule";
import { applyEndpoint, getMyLoanEndpoint, listMyLoansEndpoint, preCloseEndpoint, withdrawApplicationEndpoint } from "./loans";
import { getProductEndpoint, listProductsEndpoint } from "./products";
import { profileEndpoint, saveProfileEndpoint } from "./profile";
import { previewRepaymentEndpoint } from "./repayment-preview";
import { getPayoffEndpoint, listRepaymentsEndpoint, payOffEndpoint, repayEndpoint } from "./repayments";
import { listDeliveriesEndpoint, replayDeliveryEndpoint, replayWebhookEndpoint, testWebhookEndpoint } from "./webhook-deliveries";
import {
  createWebhookEndpoint,
  disableWebhookEndpoint,
  getWebhookEndpoint,
  listWebhooksEndpoint,
  rotateWebhookSecretEndpoint,
  updateWebhookEndpoint,
} from "./webhooks";

/** Every endpoint of this dialect, in the order in which the document shows them. */
export const loanApiEndpoints: readonly Endpoint[] = [
  registerEndpoint,
  verifyOtpEndpoint,
  resendOtpEndpoint,
  loginEndpoint,
  verifyTokenEndpoint,
  accountEndpoint,
  changePasswordEndpoint,
  logoutEndpoint,
  forgotPasswordEndpoint,
  resetPasswordEndpoint,
  profileEndpoint,
  saveProfileEndpoint,
  financialDetailsEndpoint,
  createFinancialDetailsEndpoint,
  updateFinancialDetailsEndpoint,
  employmentDetailsEndpoint,
  createEmploymentDetailsEndpoint,
  updateEmploymentDetailsEndpoint,
  documentsEndpoint,
  uploadDocumentEndpoint,
  listProductsEndpoint,
  getProductEndpoint,
  applyEndpoint,
  listMyLoansEndpoint,
  getMyLoanEndpoint,
  preCloseEndpoint,
  withdrawApplicationEndpoint,
  getScheduleEndpoint,
  listRepaymentsEndpoint,
  repayEndpoint,
  previewRepaymentEndpoint,
  getPayoffEndpoint,
  payOffEndpoint,
  checkEligibilityEndpoint,
  calculateEmiEndpoint,
  investEndpoint,
  withdrawEndpoint,
  portfolioEndpoint,
  listTilesEndpoint,
  getTileEndpoint,
  expectedReturnsEndpoint,
  listTransactionsEndpoint,
  listOwnTransfersEndpoint,
  getStrategyEndpoint,
  saveStrategyEndpoint,
  listLoansEndpoint,
  getLoanFileEndpoint,
  approveLoanEndpoint,
  rejectLoanEndpoint,
  disburseLoanEndpoint,
  getLoanFundingEndpoint,
  listLoanEntriesEndpoint,
  statisticsEndpoint,
  overviewEndpoint,
  listBanksEndpoint,
  listAllProductsEndpoint,
  listUsersEndpoint,
  blockUserEndpoint,
  unblockUserEndpoint,
  listDocumentsEndpoint,
  reviewDocumentEndpoint,
  listTransfersEndpoint,
  settleDepositEndpoint,
  settleWithdrawalEndpoint,
  settleRepaymentEndpoint,
  closeBusinessDayEndpoint,
  listAuditEndpoint,
  listApiKeysEndpoint,
  createApiKeyEndpoint,
  revokeApiKeyEndpoint,
  listWebhooksEndpoint,
  createWebhookEndpoint,
  getWebhookEndpoint,
  updateWebhookEndpoint,
  disableWebhookEndpoint,
  rotateWebhookSecretEndpoint,
  testWebhookEndpoint,
  listDeliveriesEndpoint,
  replayWebhookEndpoint,
  replayDeliveryEndpoint,
];
