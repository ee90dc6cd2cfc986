import type { Endpoint } from "@/lib/platform/endpoint";
import { listAllProductsEndpoint, listBanksEndpoint } from "./admin-catalog";
import { listDocumentsEndpoint, reviewDocumentEndpoint } from "./admin-documents";
import { overviewEndpoint, statisticsEndpoint } from "./admin-figures";
import { getAccountEndpoint, getEntryEndpoint, listPostingsEndpoint, proveBooksEndpoint, trialBalanceEndpoint } from "./admin-ledger";
import { getLoanFileEndpoint } from "./admin-loan-file";
import { listLoanEntriesEndpoint } from "./admin-loan-entries";
import { getLoanFundingEndpoint, listLoanCandidatesEndpoint, listLoanTilesEndpoint } from "./admin-loan-funding";
import { approveLoanEndpoint, disburseLoanEndpoint, listLoansEndpoint, rejectLoanEndpoint } from "./admin-loans";
import { closeBusinessDayEndpoint, listAuditEndpoint } from "./admin-operations";
import { blockUserEndpoint, listUsersEndpoint, unblockUserEndpoint } from "./admin-people";
import { grantHolidayEndpoint, recordBackdatedRepaymentEndpoint, restructureLoanEndpoint, reverseRepaymentEndpoint } from "./admin-servicing";
import { listTileSalesEndpoint } from "./admin-tile-sales";
import { listTransfersEndpoint, settleDepositEndpoint, settleRepaymentEndpoint, settleWithdrawalEndpoint, undoDisbursementEndpoint } from "./admin-transfers";
import { getProvisionEndpoint, topUpFundEndpoint } from "./admin-provision";
import { endCollectionEndpoint, listRecoveriesEndpoint, previewWriteOffEndpoint, recordRecoveryEndpoint, reverseRecoveryEndpoint, writeOffLoanEndpoint } from "./admin-write-off";
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
import { calculateAnnuityEndpoint, calculateSplitEndpoint } from "./calculator-amounts";
import { calculateDayCountEndpoint } from "./calculator-day-count";
import { calculateAprEndpoint, calculateIrrEndpoint, calculateXirrEndpoint } from "./calculator-rates";
import { calculateScheduleEndpoint } from "./calculator-schedule";
import { listOwnTransfersEndpoint, listTransactionsEndpoint } from "./depositor-movements";
import { getTilePriceEndpoint, listOffersEndpoint, offerTilesEndpoint, takeBackOfferEndpoint } from "./depositor-offers";
import { getProofEndpoint, listProofsEndpoint } from "./depositor-proof";
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
import { acceptContractEndpoint, getContractEndpoint, getOwnContractEndpoint } from "./loan-contract";
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
  getOwnContractEndpoint,
  acceptContractEndpoint,
  getScheduleEndpoint,
  listRepaymentsEndpoint,
  repayEndpoint,
  previewRepaymentEndpoint,
  getPayoffEndpoint,
  payOffEndpoint,
  checkEligibilityEndpoint,
  calculateEmiEndpoint,
  calculateScheduleEndpoint,
  calculateAnnuityEndpoint,
  calculateAprEndpoint,
  calculateXirrEndpoint,
  calculateIrrEndpoint,
  calculateDayCountEndpoint,
  calculateSplitEndpoint,
  investEndpoint,
  withdrawEndpoint,
  portfolioEndpoint,
  listTilesEndpoint,
  getTileEndpoint,
  getTilePriceEndpoint,
  offerTilesEndpoint,
  listOffersEndpoint,
  takeBackOfferEndpoint,
  expectedReturnsEndpoint,
  listTransactionsEndpoint,
  listOwnTransfersEndpoint,
  getStrategyEndpoint,
  saveStrategyEndpoint,
  getProofEndpoint,
  listProofsEndpoint,
  listLoansEndpoint,
  getLoanFileEndpoint,
  listTileSalesEndpoint,
  getContractEndpoint,
  approveLoanEndpoint,
  rejectLoanEndpoint,
  disburseLoanEndpoint,
  recordBackdatedRepaymentEndpoint,
  reverseRepaymentEndpoint,
  grantHolidayEndpoint,
  restructureLoanEndpoint,
  previewWriteOffEndpoint,
  writeOffLoanEndpoint,
  listRecoveriesEndpoint,
  recordRecoveryEndpoint,
  reverseRecoveryEndpoint,
  endCollectionEndpoint,
  getLoanFundingEndpoint,
  listLoanTilesEndpoint,
  listLoanCandidatesEndpoint,
  listLoanEntriesEndpoint,
  statisticsEndpoint,
  overviewEndpoint,
  trialBalanceEndpoint,
  getAccountEndpoint,
  listPostingsEndpoint,
  getEntryEndpoint,
  proveBooksEndpoint,
  getProvisionEndpoint,
  topUpFundEndpoint,
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
  undoDisbursementEndpoint,
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
