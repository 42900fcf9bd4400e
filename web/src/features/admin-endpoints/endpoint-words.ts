import type { Delivery, Endpoint, EndpointKind, SubscribableEvent } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';

interface KindWords {
  readonly name: string;
  readonly address: string;
  readonly hint: string;
}

/** Each kind of endpoint in words. */
export const kindWords: Readonly<Record<EndpointKind, KindWords>> = {
  webhook: {
    name: t`Webhook`,
    address: t`Address`,
    hint: t`A public address with https. Messages are signed by Standard Webhooks.`,
  },
  slack: {
    name: 'Slack',
    address: t`Address`,
    hint: t`The address of an incoming webhook, from the settings of your Slack app.`,
  },
  pagerduty: {
    name: 'PagerDuty',
    address: t`Integration key`,
    hint: t`From a PagerDuty service that has the integration Events API v2.`,
  },
  email: { name: t`E-mail`, address: t`E-mail address`, hint: t`A person or a list that takes alerts.` },
};

/** Each event in words. */
const eventWords: Readonly<Record<SubscribableEvent, string>> = {
  'alert.fired': t`An alert fires`,
  'alert.resolved': t`An alert is over`,
  'report.daily': t`Daily report`,
  'report.monthly': t`Monthly report`,
  'account.erased': t`An account was erased`,
  purchase: t`Credits were bought`,
  grant: t`Credits were granted`,
  refund: t`Credits were taken back`,
  'usage-captured': t`Work was charged`,
  'lot-lapsed': t`Credits expired`,
  'debt-repaid': t`A debt was repaid`,
};

export const stateWords: Readonly<Record<Endpoint['state'], string>> = {
  on: t`On`,
  off: t`Off`,
  gone: t`Turned off: its receiver answered 410`,
};

export const deliveryWords: Readonly<Record<Delivery['state'], string>> = {
  waiting: t`Waiting`,
  delivered: t`Delivered`,
  failed: t`Failed`,
  suppressed: t`Not sent`,
};

/** Describes an event; one of a newer server by its name. */
export function eventText(name: string): string {
  if (name === 'endpoint.tested') return t`Test`;
  return Object.hasOwn(eventWords, name) ? eventWords[name as SubscribableEvent] : name;
}

/** Describes a kind; one of a newer server by its name. */
export function kindText(kind: string): string {
  return Object.hasOwn(kindWords, kind) ? kindWords[kind as EndpointKind].name : kind;
}
