/** The served OpenAPI document as a test reads it: operations, and checks of answers against their schemas. */
import { z } from 'zod';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: { readonly schemas: JsonObject };
}

export interface DocumentedOperation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly description?: string;
    readonly schema: JsonObject;
  }[];
  readonly requestBody?: object;
  readonly security?: readonly object[];
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, { readonly schema: JsonObject }>> }>
  >;
}

export function operationsOf({ paths }: OpenApi) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      ...operation,
    })),
  );
}

/** Checks a value against a schema of the document, with no field more than it names. */
export function checker({ components }: OpenApi) {
  const $defs = closed(JSON.parse(rooted(components.schemas)) as Json) as JsonObject;
  return (schema: JsonObject, value: unknown): void => {
    const own = closed(JSON.parse(rooted(schema)) as Json) as JsonObject;
    const whole = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...own, $defs };
    z.fromJSONSchema(whole as Parameters<typeof z.fromJSONSchema>[0]).parse(value);
  };
}

const rooted = (json: Json): string => JSON.stringify(json).replaceAll('#/components/schemas/', '#/$defs/');

/** What is not named in the document must not be in an answer. */
function closed(json: Json): Json {
  if (Array.isArray(json)) return json.map(closed);
  if (json === null || typeof json !== 'object') return json;
  const object = Object.fromEntries(Object.entries(json).map(([key, value]) => [key, closed(value)]));
  return 'properties' in object && !('additionalProperties' in object)
    ? { ...object, additionalProperties: false }
    : object;
}
