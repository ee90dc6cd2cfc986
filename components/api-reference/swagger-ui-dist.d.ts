/** The part of swagger-ui-dist that is used here; the package has no types of its own. */
declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  export type SwaggerOptions = {
    domNode: HTMLElement;
    url: string;
    deepLinking?: boolean;
    docExpansion?: "list" | "full" | "none";
    defaultModelsExpandDepth?: number;
    displayRequestDuration?: boolean;
    filter?: boolean;
    persistAuthorization?: boolean;
    tryItOutEnabled?: boolean;
    validatorUrl?: string | null;
  };
  const SwaggerUI: (options: SwaggerOptions) => void;
  export default SwaggerUI;
}
