import { z } from 'zod';
import { type ErrorCode, GenerationInput, GenerationOutput } from '../contract/index.ts';
import { ActivityState, CreditPacks, Credits, Generated, Held } from './answers.ts';
import { Problem, type ProblemCode, statusOf } from './problem.ts';
import type { Route } from './route.ts';

/** Schemas that the document names; all others stand where they are used. */
const named = {
  GenerationInput,
  GenerationOutput,
  ActivityState,
  CreditPacks,
  Credits,
  Generated,
  Held,
  Problem,
};

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of a list of routes, their schemas those of the contract. */
export function openApiOf(routes: readonly Route[]): Json {
  const schemas = schemasOf(routes);
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Firemeter',
      version: '1',
      description:
        'AI work metered in credits. Amounts are integer micros: 1 credit = 1,000,000 micros. Every error is a problem document (RFC 9457).',
    },
    servers: [{ url: '/api' }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.keys(named).map((name) => [name, schemas[name]])),
      securitySchemes: {
        idToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A Firebase ID token' },
      },
    },
  };
}

/** Every schema as JSON Schema, those with a name referred to by it. */
function schemasOf(routes: readonly Route[]): Record<string, Json> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  for (const { id, request, answer } of routes) {
    if (request && !registry.has(request)) registry.add(request, { id: requestName(id) });
    if (!registry.has(answer)) registry.add(answer, { id: answerName(id) });
  }
  const { schemas } = z.toJSONSchema(registry, {
    uri: (id) => `#/components/schemas/${id}`,
    unrepresentable: 'any',
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema as Json]),
  );
}

const requestName = (id: string) => `${id}-request`;
const answerName = (id: string) => `${id}-answer`;

function operationOf(route: Route, schemas: Record<string, Json>): Json {
  const { id, summary, description, caller, request, answer, example, statusOf: status } = route;
  const schemaOf = (schema: z.ZodType, name: string) => {
    const known = Object.entries(named).find(([, one]) => one === schema);
    return known ? { $ref: `#/components/schemas/${known[0]}` } : schemas[name];
  };
  const answered = (text: string) => ({
    description: text,
    content: {
      'application/json': { schema: schemaOf(answer, answerName(id)), example: example.answer },
    },
  });
  return {
    operationId: id,
    summary,
    ...(description ? { description } : {}),
    security: caller === null ? [] : [{ idToken: [] }],
    parameters: parametersOf(route),
    ...(request && {
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: schemaOf(request, requestName(id)), example: example.body },
        },
      },
    }),
    responses: {
      200: answered('It is done.'),
      ...(status && { 202: answered('It is under way: its activity tells how it goes.') }),
      ...problemsOf(route),
    },
  };
}

function parametersOf({ params, makesRequest, example }: Route): Json[] {
  const properties = params ? (z.toJSONSchema(params).properties ?? {}) : {};
  const inPath = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'path',
    required: true,
    schema,
    example: example.params?.[name],
  }));
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'A UUID of version 7, made once per intent and sent again with every retry: it is charged once. Made by the server where it is missing.',
    schema: { type: 'string', format: 'uuid' },
  };
  return makesRequest ? [...inPath, key] : inPath;
}

/** Each status with the codes that lead to it. */
function problemsOf({ caller, request, problems }: Route): Json {
  const codes: ProblemCode[] = [
    ...(problems as ErrorCode[]),
    ...(caller === null ? [] : (['unauthenticated', 'permission-denied'] as const)),
    ...(request ? (['invalid-argument', 'payload-too-large', 'unsupported-media-type'] as const) : []),
    ...(['busy', 'not-configured', 'internal'] as const),
  ];
  const byStatus = Map.groupBy([...new Set(codes)], statusOf);
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => [
      status,
      {
        description: some.join(', '),
        ...(some.some((code) => statusOf(code) === 429 || code === 'busy') && {
          headers: { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } },
        }),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}
