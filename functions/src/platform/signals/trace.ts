import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes, randomUUID } from 'node:crypto';
import { type Attributes, context, SpanStatusCode, trace } from '@opentelemetry/api';

/** The trace of a piece of work, as in W3C Trace Context. */
export interface TraceContext {
  readonly traceId: string;
  /** The caller's span that this work is part of; null if there is none. */
  readonly parentId: string | null;
  /** Whether its spans are recorded. */
  readonly isSampled: boolean;
}

const current = new AsyncLocalStorage<TraceContext>();

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-|$)/;

/** Parses a `traceparent`; null if it is invalid. */
export function readTraceparent(sent: unknown): TraceContext | null {
  const [, traceId, parentId = null, flags = '00'] = TRACEPARENT.exec(String(sent)) ?? [];
  return traceId === undefined
    ? null
    : { traceId, parentId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

export function newTraceId(): string {
  return randomUUID().replaceAll('-', '');
}

/** Runs work in a trace: its log lines, tasks and spans belong to that trace. */
export function withTrace<T>(to: TraceContext, work: () => T): T {
  const { traceId, parentId, isSampled } = to;
  return current.run(to, () => {
    if (parentId === null) return work();
    const parent = { traceId, spanId: parentId, traceFlags: isSampled ? 1 : 0, isRemote: true };
    return context.with(trace.setSpanContext(context.active(), parent), work);
  });
}

/** Returns the trace of the current work; undefined outside of any. */
export function currentTraceId(): string | undefined {
  return current.getStore()?.traceId;
}

/** Returns the headers that pass the trace on to another service; none outside of any trace. */
export function traceHeaders(): { traceparent?: string } {
  const span = trace.getActiveSpan()?.spanContext();
  if (span) return { traceparent: toTraceparent(span.traceId, span.spanId, span.traceFlags & 1) };
  const store = current.getStore();
  if (!store) return {};
  return {
    traceparent: toTraceparent(store.traceId, randomBytes(8).toString('hex'), store.isSampled ? 1 : 0),
  };
}

function toTraceparent(traceId: string, spanId: string, flags: number): string {
  return `00-${traceId}-${spanId}-0${flags}`;
}

/** Runs work in a span of its own. Without an OpenTelemetry SDK, nothing is recorded. */
export function withSpan<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return trace.getTracer('firemeter').startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
