import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes, randomUUID } from 'node:crypto';
import { type Attributes, context, SpanStatusCode, trace } from '@opentelemetry/api';

/** Where a piece of work belongs, as W3C Trace Context says it. */
export interface TraceContext {
  readonly traceId: string;
  /** The span of the caller that it is part of; null: there is none. */
  readonly parentId: string | null;
  /** Whether spans of it are recorded. */
  readonly isSampled: boolean;
}

const current = new AsyncLocalStorage<TraceContext>();

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-|$)/;

/** Returns what a `traceparent` says, or null when it is none. */
export function readTraceparent(sent: unknown): TraceContext | null {
  const [, traceId, parentId = null, flags = '00'] = TRACEPARENT.exec(String(sent)) ?? [];
  return traceId === undefined
    ? null
    : { traceId, parentId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

export function newTraceId(): string {
  return randomUUID().replaceAll('-', '');
}

/** Does work in a trace: what it logs, what it orders and its spans belong there. */
export function withTrace<T>(to: TraceContext, work: () => T): T {
  const { traceId, parentId, isSampled } = to;
  return current.run(to, () => {
    if (parentId === null) return work();
    const parent = { traceId, spanId: parentId, traceFlags: isSampled ? 1 : 0, isRemote: true };
    return context.with(trace.setSpanContext(context.active(), parent), work);
  });
}

/** Returns the trace that the present work belongs to; undefined outside of any. */
export function currentTraceId(): string | undefined {
  return current.getStore()?.traceId;
}

/** Returns the headers that tell whoever is called which trace it works for; none outside of any. */
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

/** Does work in a span of its own. Without an SDK of OpenTelemetry nothing is recorded. */
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
