import { z } from 'zod';
import { Micros } from '../money/micros.ts';
import { TimeMs } from '../time.ts';

/**
 * `required`: people can't turn it off. `service`: on until they turn it off. `marketing`: off until they turn it on.
 */
export const notificationClasses = ['required', 'service', 'marketing'] as const;
export type NotificationClass = (typeof notificationClasses)[number];

/** The languages that people are written to in. */
export const notificationLanguages = ['en', 'de'] as const;
export type NotificationLanguage = (typeof notificationLanguages)[number];

export type NotificationPath = '/account' | '/billing' | '/credits' | '/dashboard' | '/history' | '/reel';

interface NotificationShape {
  readonly class: NotificationClass;
  /** The facts that its texts need. Texts are never stored. */
  readonly details: z.ZodObject;
  /** The page of the app that it leads to. */
  readonly path: NotificationPath;
  /** Whether its e-mail is sent at once, even in quiet hours and to people who want a digest. */
  readonly isUrgent?: true;
}

const payment = {
  paymentId: z.string(),
  /** The name of the pack or plan when it was bought. */
  label: z.string(),
  amountCents: z.int().min(0),
  currency: z.string(),
};
const plan = { label: z.string(), endsAtMs: TimeMs.nullable() };

/** Everything that a person can be notified of: a row for each kind. `texts-en.ts` and `texts-de.ts` have its texts. */
export const notificationKinds = {
  /** Money was paid. */
  receipt: {
    class: 'required',
    path: '/billing',
    details: z.strictObject({
      ...payment,
      /** The tax in the amount; null: unknown. */
      taxCents: z.int().min(0).nullable(),
      micros: Micros,
      paidAtMs: TimeMs,
      via: z.enum(['checkout', 'saved-card', 'top-up', 'subscription']),
    }),
  },
  /** A charge that the person isn't watching has failed: a renewal or a top-up. */
  'payment-failed': {
    class: 'required',
    isUrgent: true,
    path: '/billing',
    details: z.strictObject({ ...payment, via: z.enum(['top-up', 'subscription']) }),
  },
  'payment-refunded': { class: 'required', path: '/billing', details: z.strictObject(payment) },
  /** The bank disputes a payment, so its credits are frozen. */
  'payment-disputed': { class: 'required', path: '/billing', details: z.strictObject(payment) },
  /** Automatic top-up turned itself off. */
  'top-up-stopped': {
    class: 'required',
    isUrgent: true,
    path: '/billing',
    details: z.strictObject({ why: z.string() }),
  },
  'plan-started': { class: 'required', path: '/billing', details: z.strictObject({ label: z.string() }) },
  'plan-cancelled': { class: 'required', path: '/billing', details: z.strictObject(plan) },
  'plan-ended': { class: 'required', path: '/billing', details: z.strictObject({ label: z.string() }) },
  /** A yearly plan renews soon. */
  'plan-renews': {
    class: 'required',
    path: '/billing',
    details: z.strictObject({
      label: z.string(),
      renewsAtMs: TimeMs,
      amountCents: z.int().min(0),
      currency: z.string(),
    }),
  },
  'account-suspended': {
    class: 'required',
    isUrgent: true,
    path: '/account',
    details: z.strictObject({}),
  },
  /** Staff have decided an appeal, and the suspension stays. */
  'suspension-upheld': { class: 'required', isUrgent: true, path: '/account', details: z.strictObject({}) },
  'account-reinstated': { class: 'required', isUrgent: true, path: '/account', details: z.strictObject({}) },
  'sessions-ended': { class: 'required', isUrgent: true, path: '/account', details: z.strictObject({}) },
  'role-changed': {
    class: 'required',
    isUrgent: true,
    path: '/account',
    /** Null: the role was taken away. */
    details: z.strictObject({ role: z.string().nullable() }),
  },
  /** A version of the terms was published. */
  'terms-changed': {
    class: 'required',
    path: '/account',
    details: z.strictObject({
      version: z.int(),
      appliesFromMs: TimeMs,
      requiresAgreement: z.boolean(),
      /** The summary of the changes, in each language. */
      ...{ en: z.string(), de: z.string() },
    }),
  },
  /** A model or plan that the user has used lately costs more. */
  'prices-changed': {
    class: 'required',
    path: '/credits',
    details: z.strictObject({
      catalogVersion: z.int(),
      /** The models and plans, in each language. */
      ...{ en: z.string(), de: z.string() },
      /** The operator's note; null: none. */
      ...{ noteEn: z.string().nullable(), noteDe: z.string().nullable() },
    }),
  },
  'credits-low': {
    class: 'service',
    path: '/credits',
    details: z.strictObject({ balanceMicros: Micros }),
  },
  'cap-reached': {
    class: 'service',
    path: '/dashboard',
    details: z.strictObject({
      period: z.enum(['day', 'month']),
      usedMicros: Micros,
      maxMicros: Micros,
      /** Null: the cap of the whole account. */
      label: z.string().nullable().default(null),
    }),
  },
  'credits-expiring': {
    class: 'service',
    path: '/account',
    details: z.strictObject({ micros: Micros, expiresAtMs: TimeMs }),
  },
  'credits-granted': { class: 'service', path: '/account', details: z.strictObject({ micros: Micros }) },
  /** Work that took minutes has ended well. */
  'work-finished': {
    class: 'service',
    path: '/history',
    details: z.strictObject({ operation: z.string(), micros: Micros }),
  },
  /** Work that took minutes has failed, and what was not delivered is back. */
  'work-failed': {
    class: 'service',
    path: '/history',
    details: z.strictObject({ operation: z.string(), returnedMicros: Micros }),
  },
  'reel-finished': {
    class: 'service',
    path: '/reel',
    details: z.strictObject({ title: z.string().nullable(), micros: Micros }),
  },
  /** A step of a reel has failed. It can be resumed from there. */
  'reel-stopped': {
    class: 'service',
    path: '/reel',
    details: z.strictObject({ title: z.string().nullable() }),
  },
  /** A larger pack would have cost less than the small ones that were bought lately. */
  'pack-offer': {
    class: 'marketing',
    path: '/credits',
    details: z.strictObject({ purchases: z.int().min(1) }),
  },
} as const satisfies Record<string, NotificationShape>;

export type NotificationKind = keyof typeof notificationKinds;
export const NotificationKind = z.enum(
  Object.keys(notificationKinds) as [NotificationKind, ...NotificationKind[]],
);

export type NotificationDetails<K extends NotificationKind> = z.infer<
  (typeof notificationKinds)[K]['details']
>;

/** The kind of a notification with its details. */
export type NotificationFacts = {
  readonly [K in NotificationKind]: { readonly kind: K; readonly details: NotificationDetails<K> };
}[NotificationKind];

/** Returns the row of a kind; null for a kind of a later build. */
export function notificationShape(kind: string): NotificationShape | null {
  return Object.hasOwn(notificationKinds, kind) ? notificationKinds[kind as NotificationKind] : null;
}
