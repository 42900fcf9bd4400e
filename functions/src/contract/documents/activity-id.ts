/** A user's request, and the account that pays for it. */
export interface OwnRequest {
  readonly accountId: string;
  readonly uid: string;
  readonly requestId: string;
}

/**
 * Returns the id of an activity, and of its result, prompt and reel. The request id has no `_` and follows the last one,
 * so that account ids may contain `_`.
 */
export function activityIdOf({ accountId, requestId }: Pick<OwnRequest, 'accountId' | 'requestId'>): string {
  return `${accountId}_${requestId}`;
}

/** Splits an activity id into the account and the request. An id without `_` names no request. */
export function splitActivityId(activityId: string): Pick<OwnRequest, 'accountId' | 'requestId'> {
  const at = activityId.lastIndexOf('_');
  return { accountId: activityId.slice(0, Math.max(0, at)), requestId: activityId.slice(at + 1) };
}
