import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";
import addFormats from "ajv-formats";

type Schema = Record<string, unknown>;
type Responses = Record<string, { content?: Record<string, { schema?: Schema }> }>;
export type DocumentedOperation = { operationId: string; parameters?: { name: string; in: string; schema: Schema }[]; requestBody?: { content: Record<string, { schema: Schema; example?: unknown }> }; responses: Responses; security: unknown[] };
export type ApiDocument = { openapi: string; paths: Record<string, Record<string, DocumentedOperation>>; components: { schemas?: Record<string, Schema> } };

const documents = new Map<string, Promise<ApiDocument>>();

/** The OpenAPI document as a running bank serves it. */
export function documentOf(url: string): Promise<ApiDocument> {
  const known = documents.get(url) ?? fetch(`${url}/api/openapi.json`).then((response) => response.json() as Promise<ApiDocument>);
  documents.set(url, known);
  return known;
}

/** The operation that a request meets; null for an address or method that the document does not have. */
export function operationAt(document: ApiDocument, { method, path }: { method: string; path: string }): DocumentedOperation | null {
  const pathname = path.split("?")[0] ?? path;
  // A fixed address goes before one with a parameter, as in the router.
  const templates = Object.keys(document.paths).sort((left, right) => left.split("{").length - right.split("{").length);
  const template = templates.find((each) => new RegExp(`^${each.replace(/\{[^}]+\}/g, "[^/]+")}$`).test(pathname));
  return (template !== undefined && document.paths[template]?.[method.toLowerCase()]) || null;
}

/** Fails unless the answer has a documented status and its documented shape. Undocumented addresses are not judged. */
export async function assertDocumented(url: string, request: { method: string; path: string }, answer: { status: number; body: unknown }): Promise<void> {
  const document = await documentOf(url);
  const operation = operationAt(document, request);
  if (!operation || answer.status === 304) return;
  const where = `${request.method} ${request.path} → ${answer.status}`;
  const response = operation.responses[String(answer.status)];
  if (!response) throw new Error(`${where} is not in the document (${Object.keys(operation.responses).join(", ")} are): ${JSON.stringify(answer.body)}`);
  const schema = response.content?.["application/json"]?.schema;
  if (!schema) return;
  const validate = await compiled(url, `${operation.operationId}:${answer.status}`, schema);
  if (!validate(answer.body)) throw new Error(`${where} is not as documented: ${JSON.stringify(validate.errors)} in ${JSON.stringify(answer.body)}`);
}

const validators = new Map<string, ValidateFunction>();

async function compiled(url: string, name: string, schema: Schema): Promise<ValidateFunction> {
  const known = validators.get(name);
  if (known) return known;
  const { components } = await documentOf(url);
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  addFormats(ajv);
  // References ("#/components/schemas/…") point into the document, so the schema is compiled as if it were that document.
  const validate = ajv.compile({ ...schema, components });
  validators.set(name, validate);
  return validate;
}
