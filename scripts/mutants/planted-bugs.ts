/** A bug that someone could plausibly make, and the test that says so. */
export interface PlantedBug {
  readonly name: string;
  /** Below `functions`; of the web app, `../web/…`. */
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  readonly caughtBy: { readonly file: string; readonly test: string; readonly needs?: 'emulator' };
}

const decider = (test: string) => ({ file: 'src/meter/decide.test.ts', test });
const settling = (test: string) => ({ file: 'src/meter/settle.test.ts', test });
const turns = (test: string) => ({ file: 'src/contract/limits/turns.test.ts', test });
const lots = (test: string) => ({ file: 'src/meter/lots.test.ts', test });
const rollover = (test: string) => ({ file: 'src/meter/rollover.test.ts', test });
const lane = (test: string) => ({ file: 'test/faults/lane.test.ts', test });
const batches = (test: string) => ({ file: 'test/faults/batches.test.ts', test });
const queue = (test: string) => ({ file: 'src/meter/lane/command-queue.test.ts', test });
const onEmulator = (file: string, test: string) => ({ file, test, needs: 'emulator' as const });

const sharing = (test: string) => ({ file: 'src/platform/store/share-commits.test.ts', test });

const store = onEmulator(
  'test/faults/memory-store.test.ts',
  'the store in memory answers, rejects and stores exactly as the emulator does',
);

const cancels = {
  file: 'test/faults/cancels.test.ts',
  test: 'after 1,000 cancels at any moment of any kind of work, every acknowledged cancel takes effect and the books balance',
};
const metered = {
  file: 'test/faults/metered-histories.test.ts',
  test: "200 histories of an app's metered work over networks and processes that fail: one charge by use, one execution at a time, no hold beyond its lease, and kept results",
};
const ofReels = (test: string) => onEmulator('test/generation/reel.test.ts', test);
const lists = (test: string) => ({ file: '../web/kit/lists/joined-list.test.ts', test });

const schedules = onEmulator(
  'test/payments/webhooks/schedules.test.ts',
  'webhooks repeated up to five times, in any order, late, to processes that are killed, end with the balances of the clean order, and grant each payment once',
);

const ofStatus = (test: string) => onEmulator('test/upkeep/status.test.ts', test);
const wholeStatus =
  'with 256 drifts turn everything red within one run of the verifier, and green with the run that finds them right';

const agreed = (test: string) => onEmulator('test/payments/plans/agreed-terms.test.ts', test);

const ofIdentity = (test: string) => onEmulator('test/identity/identities.test.ts', test);

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'work that cannot extend its lease goes on, next to the execution that follows',
    file: 'src/generation/work-report.ts',
    find: 'setTimeout(() => lost.abort(), Math.max(0, leftMs))',
    replace: 'setTimeout(() => undefined, Math.max(0, leftMs))',
    caughtBy: metered,
  },
  {
    name: "what an app's function returned is not kept for those who ask again",
    file: 'src/generation/metered/run-metered.ts',
    find: 'ending: end(null, kept)',
    replace: 'ending: end(null)',
    caughtBy: metered,
  },
  {
    name: 'the audit entry of a refund says nothing of its amount',
    file: 'src/meter/decide.ts',
    find: 'audited(audit, owner, account, effect)',
    replace: 'audited(audit, owner, account)',
    caughtBy: onEmulator(
      'test/payments/checkout.test.ts',
      'an admin refunds a part, once per request, then the rest, and no more, each with an audit entry',
    ),
  },
  {
    name: 'the id of a document may be a path',
    file: 'src/contract/text/identifiers.ts',
    find: '[^/\\p{Cc}',
    replace: '[^\\p{Cc}',
    caughtBy: { file: 'src/contract/text/identifiers.test.ts', test: 'is rejected as a document id' },
  },
  {
    name: 'text may have halves of characters',
    file: 'src/contract/text/text.ts',
    find: "if (typeof value === 'string' && !value.isWellFormed())",
    replace: "if (typeof value === 'string' && value === 'half')",
    caughtBy: {
      file: 'src/contract/text/identifiers.test.ts',
      test: 'half a character is found anywhere in a request',
    },
  },
  {
    name: 'a picture in an answer is loaded from wherever a model says',
    file: '../web/src/components/results/markdown.tsx',
    find: '  img: ({ alt, src }) => <Link href={src}>{alt || t`Image`}</Link>,\n',
    replace: '',
    caughtBy: {
      file: '../web/src/components/results/markdown.test.tsx',
      test: 'makes the browser fetch nothing',
    },
  },
  {
    name: 'marks of direction stay in labels and titles',
    file: '../web/src/lib/texts/isolated.ts',
    find: "return text.replace(directionMarks, '');",
    replace: 'return text;',
    caughtBy: {
      file: '../web/src/lib/texts/isolated.test.ts',
      test: 'the title of a window and the name of a file have no marks of direction',
    },
  },
  {
    name: 'a role in the token counts',
    file: 'src/platform/identity/identities.ts',
    find: 'return identityOf(user, found.role);\n    },\n\n    async ofUser',
    replace:
      'return identityOf(user, found.role ?? (token as { role?: Role }).role ?? null);\n    },\n\n    async ofUser',
    caughtBy: ofIdentity('a role comes from the staff document, and a claim with that name means nothing'),
  },
  {
    name: 'rules go by the claim',
    file: '../firestore.rules',
    find: 'return member == null ? null : member.data.role;',
    replace: "return request.auth.token.get('role', '');",
    caughtBy: onEmulator(
      'test/identity/security-sentences.test.ts',
      'A user who loses a role is rejected by the next staff call and can read nothing more that needs the role.',
    ),
  },
  {
    name: 'a sign-in that was ended still counts',
    file: 'src/platform/identity/identities.ts',
    find: 'if (!(token.auth_time * SECOND_MS >= user.validAfterMs)) {',
    replace: 'if (token.auth_time === 0) {',
    caughtBy: ofIdentity(
      'a staff call rejects a sign-in that has ended since, even if it was looked up a moment before',
    ),
  },
  {
    name: 'staff calls are served by an earlier lookup',
    file: 'src/platform/identity/identities.ts',
    find: 'maxAgeMs: isForStaff ? 0 : MAX_AGE_MS,\n        isEnough: (found) =>',
    replace: 'maxAgeMs: MAX_AGE_MS,\n        isEnough: (found) => isForStaff ||',
    caughtBy: ofIdentity(
      'a staff call looks its caller up each time, so a role that is taken away is gone with the next call',
    ),
  },
  {
    name: 'users are looked up less often than each minute',
    file: 'src/platform/identity/identities.ts',
    find: 'const MAX_AGE_MS = MINUTE_MS;',
    replace: 'const MAX_AGE_MS = 5 * MINUTE_MS;',
    caughtBy: ofIdentity('a user who was disabled is rejected after 60 seconds'),
  },
  {
    name: 'staff calls go on while Auth cannot be reached',
    file: 'src/platform/identity/identities.ts',
    find: 'const fallback = last && !isForStaff ?',
    replace: 'const fallback = last ?',
    caughtBy: ofIdentity('while Auth can’t be reached, staff calls get busy'),
  },
  {
    name: 'an account is welcomed again under another address',
    file: 'src/meter/decide.ts',
    find: 'if (!welcome || entry || opened.welcomeEntryId) return',
    replace: 'if (!welcome || entry) return',
    caughtBy: decider('an account that was welcomed gets nothing more under another address'),
  },
  {
    name: 'a mailbox is welcomed again under another of its addresses',
    file: 'src/generation/calls/open-account.ts',
    find: 'const mailbox = normalizeMailbox(email);',
    replace: 'const mailbox = normalizeMailbox(email) && email.trim().toLowerCase();',
    caughtBy: onEmulator(
      'test/callables/accounts-and-grants.test.ts',
      'a mailbox gets welcome credits once, under all of its addresses',
    ),
  },
  {
    name: 'accounts that an earlier build welcomed are welcomed again',
    file: 'src/generation/calls/open-account.ts',
    find: 'if (await wasWelcomed(db, accountId, former)) return null;',
    replace: 'void wasWelcomed, former;',
    caughtBy: onEmulator(
      'test/callables/accounts-and-grants.test.ts',
      'an account that an earlier build welcomed under the former digest gets no more welcome credits',
    ),
  },
  {
    name: 'a user of an account gets the outcome of another user under their request id',
    file: 'src/meter/decide.ts',
    find: ' && stored.uid === draft.uid ? NO_OP',
    replace: ' ? NO_OP',
    caughtBy: onEmulator(
      'test/accounts/payer.test.ts',
      'get an idempotency conflict for a request id of the other, and never their result',
    ),
  },
  {
    name: 'a user of an account sees what was made for another',
    file: 'src/platform/store/activities.ts',
    find: 'stored?.value.uid === uid ? stored.value.output : null',
    replace: 'stored?.value.output ?? null',
    caughtBy: onEmulator('test/accounts/payer.test.ts', 'can’t see, cancel or use each other’s requests'),
  },
  {
    name: 'the verifier takes the results of another account for orphans',
    file: 'src/upkeep/verify/verify-account.ts',
    find: 'if (splitActivityId(id).accountId === accountId) audit',
    replace: 'audit',
    caughtBy: onEmulator(
      'test/accounts/payer.test.ts',
      'an account whose id is a prefix of another’s is verified without the other’s results',
    ),
  },
  {
    name: 'an admin makes their own account unlimited',
    file: 'src/admin/set-unlimited.ts',
    find: 'assertNotSelf(context, { accountId });',
    replace: '',
    caughtBy: onEmulator(
      'test/safety/guard.test.ts',
      'nobody makes their own account unlimited, and only an admin can do it for another’s',
    ),
  },
  {
    name: 'queued work begins for whoever was stopped meanwhile',
    file: 'src/generation/pipeline.ts',
    find: "status === 'pending' ? await",
    replace: "status !== 'pending' ? await",
    caughtBy: onEmulator(
      'test/identity/security-sentences.test.ts',
      'Queued work, the next step of a reel and a top-up do not start',
    ),
  },
  {
    name: 'a claim of the host app becomes a role by migration',
    file: 'src/upkeep/migrate/backfills.ts',
    find: 'if (claims?.role !== role) return null;',
    replace: 'if (!claims?.role) return null;',
    caughtBy: onEmulator(
      'test/identity/migrate-identity.test.ts',
      'a claim that Firemeter set becomes a staff document, and one of the host app’s does not',
    ),
  },
  {
    name: 'what a browser keeps is anybody’s',
    file: '../web/src/lib/kept/kept.ts',
    find: "encodeURIComponent(uid ?? '').replaceAll('.', '%2E')",
    replace: "''",
    caughtBy: {
      file: '../web/src/lib/kept/kept.test.ts',
      test: 'what a browser keeps for one user is read by no other',
    },
  },
  {
    name: 'what is asked for is held without being looked at',
    file: 'src/generation/price-request.ts',
    find: '(await services.moderate(requestTexts(request))) ?? {',
    replace: '(await services.moderate([])) ?? {',
    caughtBy: onEmulator('test/safety/moderation.test.ts', 'also checks an app’s own work'),
  },
  {
    name: 'of a conversation only the last words are looked at',
    file: 'src/contract/operations/chat.ts',
    find: 'texts: ({ messages }) => messages.map(({ content }) => content)',
    replace: 'texts: ({ messages }) => messages.slice(-1).map(({ content }) => content)',
    caughtBy: onEmulator('test/safety/moderation.test.ts', 'is found anywhere in a conversation'),
  },
  {
    name: 'an allowed word covers what stands beside it',
    file: 'src/contract/moderation/create-matcher.ts',
    find: 'end <= (reach[start] as number)',
    replace: '(reach[start] as number) > 0',
    caughtBy: {
      file: 'src/contract/moderation/create-matcher.test.ts',
      test: 'an allowed phrase covers the words inside it, and nothing next to it',
    },
  },
  {
    name: 'whoever asks for a request runs it, though another call made the hold',
    file: 'src/generation/pipeline.ts',
    find: 'held.activity.value.ownerNonce === ownerNonce',
    replace: 'held.activity.value.endedAt === null',
    caughtBy: onEmulator(
      'test/faults/one-provider-call.test.ts',
      'when a call to the store is done and answered UNAVAILABLE',
    ),
  },
  {
    name: 'anyone may end the work, not its owner alone',
    file: 'src/meter/settle.ts',
    find: 'if (ending.ownerNonce !== ownerNonce) return NO_OP;',
    replace: '',
    caughtBy: settling('is for the owner of the work alone'),
  },
  {
    name: 'a refusal from what is remembered: credits',
    file: 'src/meter/lane/lane.ts',
    find: 'takesEffect(decision, isFresh(member)) ||',
    replace: 'takesEffect(decision, isFresh(member)) || decision instanceof AppError ||',
    caughtBy: lane('credits that came in through another instance are seen first'),
  },
  {
    name: 'a refusal from what is remembered: an earlier hold',
    file: 'src/meter/lane/lane.ts',
    find: 'takesEffect(decision, isFresh(member)) ||',
    replace: 'takesEffect(decision, isFresh(member)) || decision instanceof AppError ||',
    caughtBy: lane('a hold that was made through another instance is found first'),
  },
  {
    name: 'a refusal given before what it counts on has landed',
    file: 'src/meter/lane/lane.ts',
    find: 'this.#queue.putBack(plan.left);',
    replace: `this.#queue.putBack(plan.left);
    for (const { member, decision } of plan.decided) {
      if (decision instanceof AppError && member.readInEpoch === this.#cache.epoch) member.answer?.(decision);
    }`,
    caughtBy: lane('what another request was going to take counts only after its commit has landed'),
  },
  {
    name: 'the account is written without its version',
    file: 'src/platform/store/store.ts',
    find: 'else writeOver(',
    replace: `else if (was && kind === 'account') batch.update(referenceOf(write), data);
    else writeOver(`,
    caughtBy: onEmulator(
      'test/meter/admission.test.ts',
      'a hundred holds at once over four lanes on fifty credits end with fifty held and fifty rejected',
    ),
  },
  {
    name: 'an activity is written without its version',
    file: 'src/platform/store/store.ts',
    find: 'else writeOver(',
    replace: `else if (was && kind === 'activity') batch.update(referenceOf(write), data);
    else writeOver(`,
    caughtBy: store,
  },
  {
    name: 'commits that write the same document share a call',
    file: 'src/platform/store/share-commits.ts',
    find: '|| paths.some((path) => written.has(path))',
    replace: '',
    caughtBy: sharing('never share a call when they write the same document'),
  },
  {
    name: 'a commit that the store refuses takes down those that shared its call',
    file: 'src/platform/store/share-commits.ts',
    find: "together.length === 1 || toStoreFailure(error) === 'unknown-outcome'",
    replace: 'true',
    caughtBy: sharing(
      'for a version that has moved on, each is sent again by itself: one bad commit takes no other with it',
    ),
  },
  {
    name: 'a call of unknown end is sent again',
    file: 'src/platform/store/share-commits.ts',
    find: "together.length === 1 || toStoreFailure(error) === 'unknown-outcome'",
    replace: 'together.length === 1',
    caughtBy: sharing('with an unknown end, all of it hear so, and nothing is sent again'),
  },
  {
    name: 'a ledger entry may be written over',
    file: 'src/platform/store/store.ts',
    find: 'else writeOver(',
    replace: `else if (kind === 'entry') batch.set(referenceOf(write), data);
    else writeOver(`,
    caughtBy: store,
  },
  {
    name: 'the id of a charge does not follow from its cause',
    file: 'src/meter/settle.ts',
    find: '`usage-',
    replace: 'Date.now() + `usage-',
    caughtBy: settling(
      'takes the whole hold without touching the account, with one usage entry and the result',
    ),
  },
  {
    name: 'a leaky bucket (GCRA) instead of the sliding log',
    file: 'src/contract/limits/turns.ts',
    find: "if (inWindow.length < limit.max) return { kind: 'admitted', log: [...inWindow, nowMs] };",
    replace: `const stepMs = limit.windowMs / limit.max;
  const arrivalMs = Math.max(log.at(-1) ?? 0, nowMs);
  if (arrivalMs - nowMs <= limit.windowMs - stepMs) return { kind: 'admitted', log: [arrivalMs + stepMs] };`,
    caughtBy: turns(
      'no window with any start admits more than the limit, and no request is rejected without need',
    ),
  },
  {
    name: 'a limit admits one more',
    file: 'src/contract/limits/turns.ts',
    find: 'inWindow.length < limit.max',
    replace: 'inWindow.length <= limit.max',
    caughtBy: turns('admits up to the limit in a window and rejects the next request'),
  },
  {
    name: 'what comes back to a lot that had been emptied is lost',
    file: 'src/meter/lots.ts',
    find: 'add(sum, lot, amountMicros), [...lots]',
    replace: '(sum.some(({ lotId }) => lotId === lot.lotId) ? add(sum, lot, amountMicros) : sum), [...lots]',
    caughtBy: lots('makes a lot that had been emptied again, as it was and in its place'),
  },
  {
    name: 'more is drawn than there is',
    file: 'src/meter/lots.ts',
    find: 'return missingMicros === 0 ? { lots: left.filter(stays), drawn } : null;',
    replace: 'return { lots: left.filter(stays), drawn };',
    caughtBy: lots('takes all there is, and not one micro more'),
  },
  {
    name: 'what has ended is charged again',
    file: 'src/meter/settle.ts',
    find: 'if (!isOpen(stored)) return deliverLate(owner, stored, command);',
    replace: '',
    caughtBy: settling('comes once: after completed nothing moves'),
  },
  {
    name: 'what is taken comes back as well',
    file: 'src/meter/settle.ts',
    find: 'split(hold.drawn, Math.min(end.captureMicros, hold.heldMicros))',
    replace: '{ ...split(hold.drawn, end.captureMicros), returned: hold.drawn }',
    caughtBy: settling(
      'takes the whole hold without touching the account, with one usage entry and the result',
    ),
  },
  {
    name: 'the sweep does not wait for the lease to run out',
    file: 'src/meter/settle.ts',
    find: 'if (leaseUntil !== null && leaseUntil > owner.nowMs) return NO_OP;',
    replace: '',
    caughtBy: settling('leaves alone what still has its lease, to the millisecond'),
  },
  {
    name: 'a commit of unknown end can still land after its refusal: no fence',
    file: 'src/meter/lane/account-cache.ts',
    find: 'this.#fence === undefined ? account : moveOn(account)',
    replace: 'account',
    caughtBy: lane(
      'a rejection after a commit with an unknown outcome stays true, even with another failure in between',
    ),
  },
  {
    name: 'a commit beside the queue takes the fence down while the account is to be read',
    file: 'src/meter/lane/account-cache.ts',
    find: 'if (this.#stored === undefined || this.#fence === undefined) return;',
    replace: 'if (this.#fence === undefined) return;',
    caughtBy: lane(
      'a rejection after a commit with an unknown outcome stays true, even if a commit outside the queue has landed since',
    ),
  },
  {
    name: 'a repeated ABORTED is taken for a command that conflicts with itself',
    file: 'src/meter/lane/lane.ts',
    find: "if (failure === 'conflict' || failure === 'exists') {",
    replace: "if (failure !== 'unknown-outcome' && failure !== 'permanent') {",
    caughtBy: lane('a store that aborts many times in a row delays a request and doesn’t break it'),
  },
  {
    name: 'one bad command: everyone who shares its commit fails with it',
    file: 'src/meter/lane/lane.ts',
    find: 'else this.#queue.suspect(members);',
    replace: 'else for (const member of members) this.#reject(member, internalError(cause));',
    caughtBy: batches(
      'at place 250 of 500 at once, it alone fails, and all others are admitted within two seconds',
    ),
  },
  {
    name: 'one bad command: its neighbors are tried one by one',
    file: 'src/meter/lane/command-queue.ts',
    find: 'Math.ceil(group.length / 2)',
    replace: '1',
    caughtBy: batches(
      'at place 250 of 500 at once, it alone fails, and all others are admitted within two seconds',
    ),
  },
  {
    name: 'one bad command: the half that did not fail stays suspected',
    file: 'src/meter/lane/command-queue.ts',
    find: 'if (before.has(command.suspects)) command.suspects = null;',
    replace: 'if (before.size > 9) command.suspects = null;',
    caughtBy: queue('are cleared with the half that did not fail'),
  },
  {
    name: 'one bad command: one that conflicts with itself is tried again for ever',
    file: 'src/meter/lane/lane.ts',
    find: 'if (isAccountChanged || isExplained ||',
    replace: 'if (members.length > 0 || isAccountChanged || isExplained ||',
    caughtBy: batches('fails alone: its neighbors are admitted within two seconds'),
  },
  {
    name: 'one bad command: a text that is no Unicode is sent',
    file: 'src/platform/store/store.ts',
    find: 'if (!text.isWellFormed())',
    replace: "if (text === '\\ud800')",
    caughtBy: batches(
      'is rejected before it is sent, and costs its neighbors nothing: a text that is no Unicode',
    ),
  },
  {
    name: 'one bad command: an id that no document can have is read',
    file: 'src/meter/lane/lane.ts',
    find: 'checkId(id);',
    replace: 'if (id.length > 9_999) checkId(id);',
    caughtBy: onEmulator(
      'test/meter/idempotency.test.ts',
      'with an id that no document can have fails alone',
    ),
  },
  {
    name: 'batches: a hundred share a commit, however many wait',
    file: 'src/meter/lane/command-queue.ts',
    find: 'if (this.length > this.#limit)',
    replace: 'if (this.length < 0)',
    caughtBy: batches(
      'allows 200 requests a second at one commit a second, and none gets busy or waits for five seconds',
    ),
  },
  {
    name: 'batches: fewer share a commit when other instances write the account',
    file: 'src/meter/lane/lane.ts',
    find: 'if (isAccountChanged) this.#pacing.noteContention();',
    replace: `if (isAccountChanged) this.#pacing.noteContention();
    if (isAccountChanged) this.#queue.lowerLimit();`,
    caughtBy: batches(
      'stays the same while other instances write the account too: each successful commit carries all waiting commands',
    ),
  },
  {
    name: 'batches: a commit takes more than Firestore does',
    file: 'src/meter/lane/plan-batch.ts',
    find: 'bytes > 0 && bytes + ownBytes > MAX_BATCH_BYTES',
    replace: 'bytes > 9 * MAX_BATCH_BYTES',
    caughtBy: batches(
      'is limited by their bytes, so no commit comes near Firestore’s limit of ten mebibytes',
    ),
  },
  {
    name: 'batches: a large commit shares a call',
    file: 'src/platform/store/share-commits.ts',
    find: ' || bytes > MAX_SHARED_BYTES',
    replace: ' || bytes < 0',
    caughtBy: sharing('go by themselves when they are likely to fail, or large'),
  },
  {
    name: 'balance: what a decision writes is not checked',
    file: 'src/meter/lane/plan-batch.ts',
    find: 'assertBalanced(known, decision);',
    replace: '',
    caughtBy: batches('is rejected alone, writes nothing and raises an alert'),
  },
  {
    name: 'balance: what an open activity has drawn is not counted',
    file: 'src/meter/assert-balanced.ts',
    find: 'return activity && isOpen(activity) ? activity.drawn : [];',
    replace: 'return activity && isOpen(activity) ? [] : [];',
    caughtBy: { file: 'src/meter/assert-balanced.test.ts', test: 'passes: a hold' },
  },
  {
    name: 'balance: a debt may appear from nowhere',
    file: 'src/meter/assert-balanced.ts',
    find: 'if (debtOff !== 0)',
    replace: 'if (debtOff > 1e9)',
    caughtBy: { file: 'src/meter/assert-balanced.test.ts', test: 'is refused: a debt that no entry records' },
  },
  {
    name: 'a suspension that was done is not recognized when it is repeated',
    file: 'src/meter/decide.ts',
    find: 'audit ? NO_OP : setByStaff(owner, command, toSuspended(',
    replace: 'setByStaff(owner, command, toSuspended(',
    caughtBy: lane(
      'a suspension that is done but not acknowledged is reported as done, with one audit entry',
    ),
  },
  {
    name: 'work is taken from a later run of the worker whose earlier run is gone',
    file: 'src/meter/settle.ts',
    find: '(goneNonce !== null && stored.ownerNonce === goneNonce)',
    replace: '(goneNonce !== null && stored.worker === worker)',
    caughtBy: settling('leaves work to a later run of the worker whose earlier run is known to be gone'),
  },
  {
    name: 'a take-over that was done is not recognized when it is repeated',
    file: 'src/meter/settle.ts',
    find: 'if (stored.ownerNonce === ownerNonce) return NO_OP;',
    replace: '',
    caughtBy: lane('a takeover in which every commit is applied twice is still a takeover'),
  },
  {
    name: 'a debt is never repaid',
    file: 'src/meter/books.ts',
    find: 'if (debtMicros === 0 ||',
    replace: 'if (debtMicros >= 0 ||',
    caughtBy: decider('repays a debt first, from what came in'),
  },
  {
    name: 'a lot lapses while a lease may still run on what was drawn from it',
    file: 'src/contract/money/balance.ts',
    find: 'nowMs >= expiresAtMs + MAX_LEASE_MS',
    replace: 'nowMs >= expiresAtMs',
    caughtBy: decider('removes what expired longer ago than any lease, and nothing else'),
  },
  {
    name: 'a retry is decided anew, whatever was stored',
    file: 'src/meter/decide.ts',
    find: "command.kind === 'hold' && activity)",
    replace: "command.kind === 'hold' && activity && !known)",
    caughtBy: decider('a retried hold gets its stored outcome, even if everything would reject it now'),
  },
  {
    name: 'who has a second account is welcomed again',
    file: 'src/meter/decide.ts',
    find: 'if (!welcome || entry || opened.welcomeEntryId) return',
    replace: 'if (!welcome || (entry && account) || opened.welcomeEntryId) return',
    caughtBy: decider('who was welcomed under another account gets an account and no second welcome'),
  },
  {
    name: 'more is held than the price that was shown',
    file: 'src/meter/decide.ts',
    find: 'if (priceMicros > command.shownPriceMicros)',
    replace: 'if (priceMicros > 2 * command.shownPriceMicros)',
    caughtBy: decider('nobody pays more than was shown; less is paid as it is'),
  },
  {
    name: 'more is held for a stream than there is',
    file: 'src/meter/settle.ts',
    find: 'Math.min(missingMicros, mostMicros)',
    replace: 'missingMicros',
    caughtBy: settling('a report holds what is left when less than requested is there'),
  },
  {
    name: 'a guest whose work failed does not get the turn back',
    file: 'src/meter/settle.ts',
    find: "if (stored.guestAddress !== null && end.status !== 'completed') {",
    replace: 'if (false) {',
    caughtBy: onEmulator(
      'test/generation/guests.test.ts',
      'a turn whose work failed is returned to the session and to the address',
    ),
  },
  {
    name: 'an address is written without its version',
    file: 'src/platform/store/store.ts',
    find: 'else writeOver(',
    replace: `else if (was && kind === 'address') batch.update(referenceOf(write), data);
    else writeOver(`,
    caughtBy: onEmulator(
      'test/generation/guests.test.ts',
      'thirty guests at once behind one address take exactly the turns of the address',
    ),
  },
  {
    name: 'an instance whose clock is behind turns an account’s time back',
    file: 'src/meter/decide.ts',
    find: 'clockMs, account?.decidedAtMs ?? 0,',
    replace: 'clockMs,',
    caughtBy: decider('the clock of an account never runs backwards'),
  },
  {
    name: 'catalog: a draft replaces a version that came after what it was made from',
    file: 'src/admin/next-catalog.ts',
    find: 'if (baseVersion === currentVersion) return;',
    replace: 'if (baseVersion <= currentVersion) return;',
    caughtBy: onEmulator(
      'test/callables/catalog.test.ts',
      'of twenty drafts based on one version, one is published',
    ),
  },
  {
    name: 'catalog: a read that began too early will do for whoever has seen more',
    file: 'src/platform/store/shared-read.ts',
    find: 'return wasUnderWay && !isEnough(value) ? readShared() : value;',
    replace: 'return value;',
    caughtBy: onEmulator(
      'test/callables/catalog.test.ts',
      'reads again for a caller who has seen a newer version, if that was published during the read',
    ),
  },
  {
    name: 'catalog: an instance goes on by what it once read',
    file: 'src/platform/store/shared-read.ts',
    find: 'now() - latest.readMs < maxAgeMs',
    replace: 'latest.readMs > 0',
    caughtBy: onEmulator(
      'test/callables/catalog.test.ts',
      'takes effect on every instance within five seconds',
    ),
  },
  {
    name: 'catalog: a provider that is switched off goes on',
    file: 'src/contract/catalog/pricing.ts',
    find: ' && !disabledProviders.includes(model.provider)',
    replace: '',
    caughtBy: {
      file: 'src/contract/catalog/pricing.test.ts',
      test: 'no model of a provider that is switched off is offered',
    },
  },
  {
    name: 'catalog: what is under way goes on when it is switched off',
    file: 'src/generation/pipeline.ts',
    find: '[signal, report.signal, switches.signal]',
    replace: '[signal, report.signal]',
    caughtBy: onEmulator(
      'test/generation/long-work.test.ts',
      'ends within five seconds when it is switched off while it runs',
    ),
  },
  {
    name: 'reel: a long story is told at more than the price shown',
    file: 'src/contract/generation/reel.ts',
    find: 'if (text.length <= MAX_SCENE_CHARACTERS) return text;',
    replace: 'if (text.length > 0) return text;',
    caughtBy: onEmulator(
      'test/generation/reel.test.ts',
      'a story of long sentences, paid for by the character, is spoken',
    ),
  },
  {
    name: 'catalog: a rate by what is not counted is taken',
    file: 'src/contract/catalog/read-catalog.ts',
    find: "return units.includes(rate.unit) && rate.unit !== 'token'",
    replace: "return units.length >= 0 && rate.unit !== 'token'",
    caughtBy: {
      file: 'src/contract/catalog/catalog.test.ts',
      test: 'every draft is either rejected with the path of a fault',
    },
  },
  {
    name: 'plans: what is left of a month goes over without a cap',
    file: 'src/meter/rollover.ts',
    find: 'split(all, follows.rolloverMicros)',
    replace: 'split(all, lot?.remainingMicros ?? 0)',
    caughtBy: decider('takes over what is left of it up to the cap'),
  },
  {
    name: 'top-up: a charge that is on its way is not waited for',
    file: 'src/payments/top-ups/top-up.ts',
    find: 'if (charge)',
    replace: 'if (charge && nowMs < 0)',
    caughtBy: {
      file: 'src/payments/top-ups/top-up.test.ts',
      test: 'a charge with an unknown outcome is retried under its id',
    },
  },
  {
    name: 'top-up: the month before is forgotten by turning it off and on',
    file: 'src/payments/top-ups/set-top-up.ts',
    find: '{ ...state, ...counted, termsVersion,',
    replace: '{ ...state, ...counted, chargedCents: 0, termsVersion,',
    caughtBy: onEmulator('test/payments/top-ups.test.ts', 'turned off and on again keeps'),
  },
  {
    name: 'a payment that is told of again is granted again',
    file: 'src/payments/records/settle-payment.ts',
    find: 'if (lot && !payment.lot) {',
    replace: 'if (lot) {',
    caughtBy: schedules,
  },
  {
    name: 'a refund that has failed is taken all the same',
    file: 'src/payments/records/payment-facts.ts',
    find: "['open', 'done', 'undone']",
    replace: "['open', 'undone', 'done']",
    caughtBy: schedules,
  },
  {
    name: 'a lot is frozen for good',
    file: 'src/payments/records/settle-payment.ts',
    find: "isDisputed(payment) || isFrozenByOther ? 'freeze' : 'unfreeze'",
    replace: "'freeze'",
    caughtBy: schedules,
  },
  {
    name: 'what comes back into a frozen lot that was spent whole can be spent',
    file: 'src/meter/lots.ts',
    find: 'return remainingMicros > 0 || frozen;',
    replace: 'return remainingMicros > 0;',
    caughtBy: decider('is remembered though it was spent whole, so that what comes back into it stays there'),
  },
  {
    name: 'an event signed long ago is believed',
    file: 'src/payments/webhooks/stripe-webhook.ts',
    find: 'secret, TOLERANCE_SECONDS)',
    replace: 'secret, 10 * TOLERANCE_SECONDS)',
    caughtBy: onEmulator(
      'test/payments/webhooks/webhook.test.ts',
      'a body that Stripe has not signed, or not recently, or that is no event, is rejected without a reason',
    ),
  },
  {
    name: 'the guard believes the first of X-Forwarded-For',
    file: 'src/platform/calls/client-facts.ts',
    find: 'const last = seen.at(-1);',
    replace: 'const last = seen.at(0);',
    caughtBy: {
      file: 'src/platform/calls/client-facts.test.ts',
      test: 'is the one the last proxy saw, whatever the client has written before it',
    },
  },
  {
    name: 'the requests of an address are judged by what this instance knows alone',
    file: 'src/safety/address-counter.ts',
    find: 'known.shared = new Map(reported.map((startMs) => [startMs, counts.get(nameOf(startMs)) ?? 0]));',
    replace: `counts.clear();
      for (const [startMs, count] of unshared) known.shared.set(startMs, (known.shared.get(startMs) ?? 0) + count);`,
    caughtBy: {
      file: 'src/safety/address-counter.test.ts',
      test: 'in no window are more let in than the limit and four for each instance, at 0.2 writes each',
    },
  },
  {
    name: 'a block refuses what was let in before',
    file: 'src/platform/calls/guard.ts',
    find: 'if (rejection && !asksForWork) throw rejection;',
    replace: 'if (rejection) throw rejection;',
    caughtBy: onEmulator(
      'test/safety/guard.test.ts',
      'rejects every call of a blocked account, and never work that was admitted before',
    ),
  },
  {
    name: 'usage logs: what another run has appended is appended again',
    file: 'src/upkeep/usage/usage-log.ts',
    find: "writeOver(batch, collection(db, 'usageLogHeads').doc(log), { was: head.version, data });",
    replace: "batch.set(collection(db, 'usageLogHeads').doc(log), data);",
    caughtBy: onEmulator('test/upkeep/usage-logs.test.ts', 'equal the ledgers'),
  },
  {
    name: 'usage logs: what the store may still take earlier is passed over',
    file: 'src/upkeep/usage/pack-usage.ts',
    find: 'head.readAt.toMillis() - settledAfterMs',
    replace: 'head.readAt.toMillis()',
    caughtBy: onEmulator('test/upkeep/usage-logs.test.ts', 'wait until no earlier commit can still arrive'),
  },
  {
    name: 'usage logs: the cost of a late delivery is counted twice',
    file: 'src/upkeep/usage/to-usage-row.ts',
    find: 'expiredCostUsdMicros ?? costUsdMicros ??',
    replace: 'costUsdMicros ??',
    caughtBy: onEmulator('test/upkeep/usage-logs.test.ts', 'add the cost of a late delivery'),
  },
  {
    name: 'verifier: each page is read as of another moment',
    file: 'src/upkeep/verify/verify-account.ts',
    find: 'await transaction.get(rest)',
    replace: 'await rest.get()',
    caughtBy: onEmulator(
      'test/upkeep/verify-ledger.test.ts',
      'finds nothing while a hundred requests a second are written',
    ),
  },
  {
    name: 'verifier: usage of another lot is taken for usage',
    file: 'src/upkeep/verify/account-audit.ts',
    find: '!isKept(entry, reported.kept)',
    replace: 'false',
    caughtBy: onEmulator('test/upkeep/drifts.test.ts', 'finds usage of the wrong lot'),
  },
  {
    name: 'clean-up: what is not logged yet is removed',
    file: 'src/upkeep/cleanup-old-data.ts',
    find: 'found.filter(isLogged)',
    replace: '[...found]',
    caughtBy: onEmulator('test/upkeep/verify-ledger.test.ts', 'finds nothing after a clean-up'),
  },
  {
    name: 'jobs: one that is running is begun again',
    file: 'src/platform/deploy/run-job.ts',
    find: 'if (was && was.value.lease.untilMs > nowMs) return null;',
    replace: '',
    caughtBy: onEmulator('test/upkeep/run-job.test.ts', 'continues where a killed run was'),
  },
  {
    name: 'cancel: lost on work that began after it was looked at',
    file: 'src/meter/settle.ts',
    find: "if (status === 'pending') return { ...cancelled(stored), failedAtMs: owner.nowMs };",
    replace: "return status === 'pending' ? { ...cancelled(stored), failedAtMs: owner.nowMs } : NO_OP;",
    caughtBy: settling(
      'of running work is stored on it, addressed to its worker, once, and moves no credits',
    ),
  },
  {
    name: 'cancel: forgotten when another worker takes the work over',
    file: 'src/meter/settle.ts',
    find: "if (isCancelled(stored)) taken.cancelFor = worker ?? '';",
    replace: 'delete taken.cancelFor;',
    caughtBy: settling('stays with the work when another worker takes it over'),
  },
  {
    name: 'cancel: what was done after it is charged all the same',
    file: 'src/meter/settle.ts',
    find: "if (isCancelled(stored) && end.delivery === 'whole') {",
    replace: 'if (Number.isNaN(owner.nowMs)) {',
    caughtBy: cancels,
  },
  {
    name: 'cancel: put off for as long as the worker reports',
    file: 'src/meter/settle.ts',
    find: 'isCancelled(stored) ? stored.leaseUntil : leaseEnd(sent, owner.nowMs)',
    replace: 'leaseEnd(sent, owner.nowMs)',
    caughtBy: settling('leaves the worker a minute to stop, which no report prolongs'),
  },
  {
    name: 'cancel: whoever takes over calls the provider first',
    file: 'src/generation/pipeline.ts',
    find: 'if (isCancelled(activity))',
    replace: 'if (false)',
    caughtBy: cancels,
  },
  {
    name: 'cancel: a worker that hears none does not look at what its report is told',
    file: 'src/generation/work-report.ts',
    find: 'if (isCancelled(stored.value)) runningWork.cancel(activityId);',
    replace: '',
    caughtBy: cancels,
  },
  {
    name: 'cancel: one that overtakes its request does not keep its place',
    file: 'src/generation/calls/cancel-generation.ts',
    find: '!stored && now() - requestTimeMs(requestId) < ON_ITS_WAY_MS',
    replace: '!stored && now() < 0',
    caughtBy: onEmulator(
      'test/generation/cancel.test.ts',
      'of a picture that overtakes its request creates a placeholder, and nothing is made',
    ),
  },
  {
    name: 'cancel: a listener that has failed is not opened again',
    file: 'src/platform/store/activities.ts',
    find: 'timer = setTimeout(listen, LISTEN_AGAIN_MS).unref();',
    replace: '',
    caughtBy: {
      file: 'src/platform/store/activities.test.ts',
      test: 'a listener for cancels that fails is opened again, and hears of those that came meanwhile',
    },
  },
  {
    name: 'reel: a step does not look at its reel once it is held',
    file: 'src/generation/reel/run-reel.ts',
    find: "isWanted: async () => (await services.reels.read(keyOfReel(reel)))?.value.status === 'running',",
    replace: '',
    caughtBy: ofReels('before its step is held makes nothing more, and the step costs nothing'),
  },
  {
    name: 'reel: cancelled again, its step is left alone',
    file: 'src/generation/reel/cancel-reel.ts',
    find: "if (status === 'completed') return { reelId, status };",
    replace: "if (status === 'completed' || status === 'cancelled') return { reelId, status };",
    caughtBy: ofReels('by a call that died before it reached the step is cancelled by the next call'),
  },
  {
    name: 'top-up: dollars that were charged count as yen',
    file: 'src/payments/top-ups/set-top-up.ts',
    find: 'if (!billing || billing.topUp?.currency === currency) return null;',
    replace: 'if (!billing || billing.topUp) return null;',
    caughtBy: onEmulator(
      'test/payments/top-ups.test.ts',
      'counts the charges of a month separately in each currency',
    ),
  },
  {
    name: 'payments: amounts of two currencies are compared',
    file: 'src/contract/money/amounts.ts',
    find: 'a.currency !== b.currency',
    replace: "a.currency === ''",
    caughtBy: {
      file: 'src/contract/money/amounts.test.ts',
      test: 'amounts of two currencies can be neither compared nor added',
    },
  },
  {
    name: 'payments: a refund in another currency is taken for one in its own',
    file: 'src/payments/records/book-fact.ts',
    find: '(factCurrency(fact) ?? payment.currency) !== payment.currency',
    replace: 'factCurrency(fact) === paymentId',
    caughtBy: onEmulator(
      'test/payments/webhooks/any-order.test.ts',
      'refunds and disputes in any order and currency',
    ),
  },
  {
    name: 'events: one that came before its payment waits for an admin',
    file: 'src/payments/webhooks/retry-time.ts',
    find: "['no-payment', 'no-account', 'no-plan']",
    replace: "['no-account', 'no-plan']",
    caughtBy: onEmulator(
      'test/payments/webhooks/parked-events.test.ts',
      'a payment and its events have the same outcome in any order',
    ),
  },
  {
    name: 'events: what one that is handled makes possible is not tried again',
    file: 'src/payments/webhooks/retry-parked-events.ts',
    find: 'left.length > 0 && left.length < before;',
    replace: 'before === Number.POSITIVE_INFINITY;',
    caughtBy: onEmulator(
      'test/payments/webhooks/parked-events.test.ts',
      'a payment and its events have the same outcome in any order',
    ),
  },
  {
    name: 'refunds: one that Stripe did not take is audited as made',
    file: 'src/payments/refunds-and-disputes/refund-payment.ts',
    find: "audit: toAudit('request-refund', { request, context }),",
    replace: "audit: toAudit('refund-payment', { request, context }),",
    caughtBy: onEmulator(
      'test/payments/webhooks/stripe-rejections.test.ts',
      'leaves no entry that says it was refunded',
    ),
  },
  {
    name: 'Stripe: what it refuses for another reason than the card is an error of ours',
    file: 'src/payments/stripe/stripe-error.ts',
    find: "case 'StripeInvalidRequestError':\n      if",
    replace: "case 'StripeInvalidRequestError':\n      if (!cause.code) throw cause;\n      if",
    caughtBy: onEmulator('test/payments/webhooks/stripe-rejections.test.ts', 'with a typed error'),
  },
  {
    name: 'suspension: credits go on expiring',
    file: 'src/contract/money/balance.ts',
    find: "if (account.status === 'suspended') return false;",
    replace: '',
    caughtBy: decider('the credits of a suspended account do not lapse, and no job finds them'),
  },
  {
    name: 'suspension: its time is taken from the life of credits',
    file: 'src/contract/limits/to-reinstated.ts',
    find: 'suspendedAt === null ? lots :',
    replace: 'suspendedAt !== null ? lots :',
    caughtBy: decider('credits have as long to live when it ends as they had when it began'),
  },
  {
    name: 'suspension: a plan renews, since nobody is told of the change',
    file: 'src/contract/limits/to-suspended.ts',
    find: ', pauseDueAt: nowMs };',
    replace: ' };',
    caughtBy: onEmulator(
      'test/payments/pause-payments.test.ts',
      'pause at Stripe, including unpaid invoices',
    ),
  },
  {
    name: 'suspension: a change that came meanwhile is taken for followed',
    file: 'src/meter/decide.ts',
    find: 'account.pauseDueAt === command.dueAtMs',
    replace: 'account.pauseDueAt !== null',
    caughtBy: decider('its mark goes when payments have followed'),
  },
  {
    name: 'deletion: an empty Auth ends what everybody pays',
    file: 'src/payments/suspension/pause-payments.ts',
    find: 'if (notFound.length > MAX_DELETED)',
    replace: 'if (notFound.length > PAGE)',
    caughtBy: onEmulator('test/payments/pause-payments.test.ts', 'then it is the wrong Auth'),
  },
  {
    name: 'plans: only the catalog of today is asked for a plan that was sold',
    file: 'src/payments/plans/newest-plan.ts',
    find: 'version > 0; version--',
    replace: 'version === newest.version; version--',
    caughtBy: agreed('renews by the newest terms it ever had if it was bought before terms were stored'),
  },
  {
    name: 'plans: a price is taken for that of other terms',
    file: 'src/payments/plans/price-terms.ts',
    find: '.every(([name, value])',
    replace: '.some(([name, value])',
    caughtBy: agreed('keeps its agreed credits, while new buyers get the current ones'),
  },
  {
    name: 'plans: a change is dearer or not by the catalog of today',
    file: 'src/payments/plans/change-plan.ts',
    find: 'const amountCents = atStripe ?? paidPlan.terms?.amountCents ?? item?.amountCents ?? null;',
    replace: 'const amountCents = item?.amountCents ?? null;',
    caughtBy: agreed('is cheaper or more expensive by what is paid for it'),
  },
  {
    name: 'plans: an upgrade that was paid back goes on',
    file: 'src/payments/plans/plan-payments.ts',
    find: 'isBase(paidPlan, one) || !isAllBack(one)',
    replace: 'true',
    caughtBy: agreed('that covers its upgrade returns the current and later months'),
  },
  {
    name: 'plans: a year that was paid back in part gives whole months',
    file: 'src/payments/monthly-credits/allotments.ts',
    find: 'withheldMicros: wholeMicros - kept(payment, wholeMicros)',
    replace: 'withheldMicros: 0',
    caughtBy: agreed('that is partial reduces later months to what is still paid for'),
  },
  {
    name: 'plans: a second plan is kept and charged for',
    file: 'src/payments/plans/second-plan.ts',
    find: 'return isOlder && ranThen && !NEVER_PAID.includes(other.status);',
    replace: 'return isOlder && ranThen && NEVER_PAID.includes(other.status);',
    caughtBy: agreed('end the one that was bought second, refund it'),
  },
  {
    name: 'plans: a second plan takes the place of the first',
    file: 'src/payments/plans/plan-slots.ts',
    find: 'isNew ? [...before, slot]',
    replace: 'isNew ? [slot]',
    caughtBy: agreed('from earlier builds are both shown'),
  },
  {
    name: 'plans: a page in another tab can still be paid',
    file: 'src/payments/checkout/check-out-plan.ts',
    find: 'await callStripe(expireOpenCheckouts(stripe, { customer: customerId, exceptId: session.id }));',
    replace: '',
    caughtBy: agreed('can’t both be paid: of two open pages, only the last one can'),
  },
  {
    name: 'plans: a cancellation at a time is not taken back',
    file: 'src/payments/plans/end-plan.ts',
    find: "return remote.cancel_at === null ? {} : { cancel_at: '' };",
    replace: 'return {};',
    caughtBy: agreed('at a time goes on when it is resumed'),
  },
  {
    name: 'plans: a change in another currency is told that there is no plan',
    file: 'src/payments/plans/change-plan.ts',
    find: 'throw otherCurrency(remote.price.currency)',
    replace: 'throw noPlan()',
    caughtBy: agreed('a change in another currency is rejected with the currency in which the plan is paid'),
  },
  {
    name: 'plans: what a dispute of the upgrade froze is free when that of the year is over',
    file: 'src/payments/records/book-fact.ts',
    find: 'other.paymentId !== paymentId && other.isDisputed',
    replace: 'other.paymentId === paymentId && other.isDisputed',
    caughtBy: onEmulator('test/payments/plans/plan-schedules.test.ts', 'events of a plan in any order'),
  },
  {
    name: 'packs: a charge that is asked for again is at the price of today',
    file: 'src/payments/checkout/buy-pack-with-saved-card.ts',
    find: 'const agreed = await requirePayment(services, paymentId);',
    replace: 'const agreed = payment;',
    caughtBy: onEmulator('test/payments/plans/plans.test.ts', 'that is retried after prices changed charges'),
  },
  {
    name: 'rollover: what had gone over already goes over again',
    file: 'src/meter/rollover.ts',
    find: 'follows.rolloverMicros - total(carried)',
    replace: 'follows.rolloverMicros',
    caughtBy: rollover('go over up to what is left of a rollover of'),
  },
  {
    name: 'rollover: what is released into a closed lot stays in it',
    file: 'src/meter/rollover.ts',
    find: 'closedLots: [...others, closed]',
    replace: 'closedLots: others',
    caughtBy: rollover('go over up to what is left of a rollover of'),
  },
  {
    name: 'usage: what was used beyond the hold is given away',
    file: 'src/meter/settle.ts',
    find: 'holdMore(owner, stored, end.captureMicros)',
    replace: 'holdMore(owner, stored, 0)',
    caughtBy: settling('from the balance, in the same commit, so that no more is captured than held'),
  },
  {
    name: 'usage: less is captured because of what is remembered of the balance',
    file: 'src/meter/lane/plan-batch.ts',
    find: '(isFresh || !decision.isShort)',
    replace: '(isFresh || decision.isShort !== null)',
    caughtBy: lane(
      'is captured from credits that came in elsewhere, even if this instance doesn’t know them yet',
    ),
  },
  {
    name: 'usage: whatever is reported is charged',
    file: 'src/contract/money/quantity.ts',
    find: 'Math.min(used, most ?? MAX_COUNT, MAX_COUNT)',
    replace: 'Math.min(used, MAX_COUNT)',
    caughtBy: {
      file: 'src/contract/generation/bound-usage.test.ts',
      test: 'nobody pays for more than they requested',
    },
  },
  {
    name: 'usage: a run ends by its length',
    file: 'src/generation/providers/run/run-clock.ts',
    find: 'this.#silentAt = performance.now() + this.#silenceMs;',
    replace: 'this.#silentAt += 0;',
    caughtBy: {
      file: 'src/generation/providers/run/run-clock.test.ts',
      test: 'silence ends a run, and counts from the last sign of life',
    },
  },
  {
    name: 'usage: what breaks off is free',
    file: 'src/generation/work-ending.ts',
    find: 'captureMicros: micros,',
    replace: 'captureMicros: failure ? 0 : micros,',
    caughtBy: onEmulator(
      'test/generation/usage.test.ts',
      'an answer that is interrupted is charged for its text, and kept',
    ),
  },
  {
    name: 'usage: work that fails costs the house nothing',
    file: 'src/generation/providers/run/provider-bill.ts',
    find: 'this.#isOrdered ? this.#order : null',
    replace: 'null',
    caughtBy: {
      file: 'src/generation/providers/run/provider-bill.test.ts',
      test: 'an order without a response is billed as ordered',
    },
  },
  {
    name: 'usage: work that was done and cannot be fetched is ordered again',
    file: 'src/generation/providers/run/may-have-begun.ts',
    find: "throw new ProviderError('provider-failed', { reason: 'unfinished' }, { cause: error });",
    replace: 'throw error;',
    caughtBy: {
      file: 'src/generation/providers/run/provider-bill.test.ts',
      test: 'work that was done and can’t be downloaded is billed, and not ordered again',
    },
  },
  {
    name: 'usage: a client that hangs up has read for nothing',
    file: 'src/generation/work-report.ts',
    find: "gone?.addEventListener('abort', record, { once: true });",
    replace: '',
    caughtBy: onEmulator(
      'test/faults/usage-streams.test.ts',
      'a client that disconnects pays for what it has read, even if its worker gets no more CPU',
    ),
  },
  {
    name: 'usage: a length that no model makes is sold',
    file: 'src/contract/catalog/pricing.ts',
    find: '!lengths.includes(length.of(input))',
    replace: 'length.of(input) > 60',
    caughtBy: {
      file: 'src/contract/catalog/offered-lengths.test.ts',
      test: 'a length that a model does not make has no price',
    },
  },
  {
    name: 'usage: that a started unit counts whole is not said',
    file: '../web/src/lib/texts/describe-rate.ts',
    find: 'startedText(rate) ?? ',
    replace: '',
    caughtBy: {
      file: '../web/src/features/admin-catalog/change-words.test.ts',
      test: 'charged another way: every part of the rate is in the words',
    },
  },
  {
    name: 'figures: what failed work costs the house is not counted',
    file: 'src/upkeep/insight/post-usage.ts',
    find: '    costUsdMicros,\n    acquisitionUsdMicros',
    replace: '    costUsdMicros: isCompleted ? costUsdMicros : 0,\n    acquisitionUsdMicros',
    caughtBy: onEmulator(
      'test/upkeep/rebuild-usage.test.ts',
      'logs and figures that are rebuilt from nothing',
    ),
  },
  {
    name: 'lists: of one millisecond only what stands before the cursor is shown',
    file: '../web/kit/lists/position.ts',
    find: '  if (a.id === b.id) return 0;\n  return a.id > b.id ? -1 : 1;',
    replace: '  return 0;',
    caughtBy: lists('shows all 361 entries, 100 of them of one millisecond'),
  },
  {
    name: 'lists: what slides out of the window is lost',
    file: '../web/kit/lists/joined-list.ts',
    find: 'items: [...items, ...below], windowEnd: last }',
    replace: 'items: [...items], windowEnd: last }',
    caughtBy: lists('keeps what slides out of the window: 100 and 10 new ones are 110'),
  },
  {
    name: 'lists: a page from before the list was cut leaves a gap',
    file: '../web/kit/lists/joined-list.ts',
    find: 'if (list.tail === null || comparePositions(list.tail, cursor) !== 0) return list;',
    replace: 'if (list.tail === null) return list;',
    caughtBy: lists('ignores a page that was asked for before the list was cut'),
  },
  {
    name: 'lists: what lands below the window unseen is never read',
    file: '../web/kit/lists/settling.ts',
    find: 'const stretch = isBelow(known, mark) ? { above: mark, through } : null;',
    replace: 'const stretch = null;',
    caughtBy: lists(
      'whatever comes, changes or is deleted between the readings, each entry is there once and in order',
    ),
  },
  {
    name: 'lists: a filter looks only at one page',
    file: '../web/src/lib/work/activity-filter.ts',
    find: "if (operation !== undefined) conditions.push(where('operation', '==', operation));",
    replace: '',
    caughtBy: onEmulator('../web/test/lists.test.ts', 'a history of one operation shows each that matches'),
  },
  {
    name: 'rejections: one write for each',
    file: 'src/safety/rejection-log.ts',
    find: 'if (waitMs <= 0) void flush();',
    replace: 'if (waitMs <= INTERVAL_MS) void flush();',
    caughtBy: onEmulator(
      'test/safety/rejections.test.ts',
      'an instance writes at most once in five seconds, however much it rejects, and counts everything',
    ),
  },
  {
    name: 'rejections: whatever ends a request for work counts',
    file: 'src/safety/create-guard.ts',
    find: 'if (asksForWork && isRejection(code)) {',
    replace: 'if (asksForWork) {',
    caughtBy: onEmulator(
      'test/safety/rejections.test.ts',
      'a rejected request for work is recorded with account, kind and code, and nothing else is recorded',
    ),
  },
  {
    name: 'generate: credits are held for a model that nobody can reach',
    file: 'src/generation/price-request.ts',
    find: 'if (reachableProviders().has(provider)) return priced;',
    replace: 'if (provider) return priced;',
    caughtBy: onEmulator(
      'test/generation/generate.test.ts',
      'a model whose provider can’t be reached is rejected before anything is held',
    ),
  },
  {
    name: 'catalog: a model that nobody can reach is offered',
    file: 'src/contract/catalog/offered-catalog.ts',
    find: 'reachable.has(provider)',
    replace: 'provider.length > 0',
    caughtBy: {
      file: 'src/contract/catalog/offered-catalog.test.ts',
      test: 'offers no model whose provider cannot be reached, and no operation without models',
    },
  },
  {
    name: 'a reinstatement goes by what is remembered of the suspension',
    file: 'src/meter/lane/lane.ts',
    find: "'reinstate', ",
    replace: '',
    caughtBy: onEmulator(
      'test/meter/lanes.test.ts',
      'an instance doesn’t postpone expiry by a suspension whose beginning the store doesn’t have yet',
    ),
  },
  {
    name: 'a stream ends at the first report that cannot be stored',
    file: 'src/generation/work-report.ts',
    find: 'failures === MAX_FAILURES',
    replace: 'true',
    caughtBy: onEmulator('test/generation/streams.test.ts', 'goes on when more can be held again'),
  },
  {
    name: 'a stream goes on however often its account cannot be asked',
    file: 'src/generation/work-report.ts',
    find: 'failures === MAX_FAILURES',
    replace: 'false',
    caughtBy: onEmulator('test/generation/streams.test.ts', 'stops at what is held'),
  },
  {
    name: 'a reel is resumed at what the catalog sells, reachable or not',
    file: 'src/generation/reel/resume-reel.ts',
    find: 'planReel(offeredCatalog(published), wish)',
    replace: 'planReel(published.catalog, wish)',
    caughtBy: ofReels('a stopped reel can’t be resumed while the provider of a step can’t be reached'),
  },
  {
    name: 'a list that keeps the newest ones pushes out what was loaded',
    file: '../web/kit/lists/list-reader.ts',
    find: "    this.#keep = Number.POSITIVE_INFINITY;\n    this.#setOlder('loading');",
    replace: "    this.#setOlder('loading');",
    caughtBy: onEmulator(
      '../web/test/lists.test.ts',
      'a list that keeps the newest ones keeps what was loaded below them',
    ),
  },
  {
    name: 'status: health ignores drifts',
    file: 'src/upkeep/health/check-records.ts',
    find: "faultIf(await countDrifts(db), 'drifts')",
    replace: 'countDrifts(db)',
    caughtBy: ofStatus(wholeStatus),
  },
  {
    name: 'status: the row of the verifier ignores drifts',
    file: 'src/contract/health/jobs.ts',
    find: "finds: ['drifts'],",
    replace: 'finds: [],',
    caughtBy: ofStatus(wholeStatus),
  },
  {
    name: 'status: it is told minutes after a job has found something',
    file: 'src/platform/deploy/run-job.ts',
    find: 'log.jobEnded({ job: job.name, tookMs, counts, traceId });\n    await tellEnd(services, job.name, state);',
    replace: 'log.jobEnded({ job: job.name, tookMs, counts, traceId });',
    caughtBy: ofStatus(wholeStatus),
  },
  {
    name: 'status: the alert that the books are off stays open when they are right',
    file: 'src/upkeep/verify/verify-ledger.ts',
    find: "if (drifts === 0) await resolveStandingAlert(services, 'books-off');",
    replace: 'if (drifts === 0) return counts;',
    caughtBy: ofStatus(wholeStatus),
  },
  {
    name: 'status: a pass that has only begun takes drifts back',
    file: 'src/contract/health/drifts-standing.ts',
    find: '(earlier.find(isPassEnded) ?? [])',
    replace: '[]',
    caughtBy: ofStatus('are not called right by a pass that has only begun'),
  },
  {
    name: 'status: a slow look takes back what a job has found meanwhile',
    file: 'src/upkeep/health/write-report.ts',
    find: 'was: stored.updateTime ?? null, value: report',
    replace: 'was: (await reference.get()).updateTime ?? null, value: report',
    caughtBy: ofStatus('keeps a job’s findings when a slower check ends after it'),
  },
  {
    name: 'alerts: one is fired by each run while its condition holds',
    file: 'src/upkeep/alerts/evaluate.ts',
    find: '.filter(({ subject }) => !isOpen.has(subject))',
    replace: '.filter(() => true)',
    caughtBy: {
      file: 'src/upkeep/alerts/evaluate.test.ts',
      test: 'fires once for each time its condition begins, and resolves once for each time it ends',
    },
  },
  {
    name: 'alerts: two runs at once fire the same alert',
    file: 'src/upkeep/alerts/evaluate-alerts.ts',
    find: 'writeOver(batch, stateReference, { was: was?.version ?? null, data });',
    replace: 'batch.set(stateReference, data);',
    caughtBy: onEmulator('test/upkeep/alerts.test.ts', 'is fired by one of two runs at once'),
  },
  {
    name: 'status: an old report is good news',
    file: 'src/contract/health/service-status.ts',
    find: 'if (ageMs > REPORT_KEPT_MS)',
    replace: 'if (false)',
    caughtBy: {
      file: 'src/contract/health/service-status.test.ts',
      test: 'is bad if no check ran, or none for a quarter of an hour',
    },
  },
  {
    name: 'verifier: what is off before a checkpoint is forgotten the next night',
    file: 'src/upkeep/verify/verify-ledger.ts',
    find: 'if (verified && verified.drifts.length > 0) reported.checkpoints.set(id, null);\n        else if',
    replace: 'if',
    caughtBy: onEmulator(
      'test/upkeep/verify-ledger.test.ts',
      'continues to find a drift older than a checkpoint, each night until it is right',
    ),
  },
  {
    name: 'amounts: a negative nothing',
    file: 'src/contract/money/credits.ts',
    find: 'shown === 0 && micros !== 0',
    replace: 'shown === 0 && micros > 0',
    caughtBy: {
      file: 'src/contract/money/credits.test.ts',
      test: 'never reads as zero unless it is zero, and never as more than it is',
    },
  },
  {
    name: 'amounts: parts that do not come to the whole',
    file: 'src/contract/money/credits.ts',
    find: 'decimal(Math.abs(micros), 6, locale)',
    replace: 'decimal(Math.trunc(Math.abs(micros) / 1_000), 3, locale)',
    caughtBy: {
      file: 'src/contract/money/credits.test.ts',
      test: 'add up as they are shown, whatever they are',
    },
  },
  {
    name: 'prices: free for a guest without turns',
    file: '../web/src/lib/texts/price-text.ts',
    find: "    case 'guest':\n      return t`free`;",
    replace: "    case 'guest':\n    case 'guest-limited':\n      return t`free`;",
    caughtBy: {
      file: '../web/src/lib/texts/price-text.test.ts',
      test: 'a guest who cannot begin it, guest-limited, is told no price',
    },
  },
  {
    name: 'prices: free for a text that is not written yet',
    file: '../web/src/lib/texts/price-text.ts',
    find: 'return isIncomplete ? null : t`free`;',
    replace: 'return t`free`;',
    caughtBy: {
      file: '../web/src/lib/texts/price-text.test.ts',
      test: 'a text that is not written yet is not called free',
    },
  },
  {
    name: 'prices: a size is sold that the model does not make',
    file: 'src/contract/catalog/pricing.ts',
    find: 'if (!isOfferedSize(model, size)) {',
    replace: 'if (model.label === size.label) {',
    caughtBy: {
      file: 'src/contract/catalog/offered-sizes.test.ts',
      test: 'a size that the model doesn’t make is rejected before anything is held',
    },
  },
  {
    name: 'cancels: a placeholder is counted as a request',
    file: 'src/generation/to-placeholder.ts',
    find: 'createdAt: 0,',
    replace: 'createdAt: nowMs,',
    caughtBy: onEmulator(
      'test/generation/cancel.test.ts',
      'of a request that never arrives is in no list and no figure',
    ),
  },
  {
    name: 'whoever asks is copied with the e-mail',
    file: 'src/platform/calls/call-context.ts',
    find: 'actor: { uid, email: null, role }',
    replace: 'actor: { uid, email: uid.concat("@example.com"), role }',
    caughtBy: onEmulator(
      'test/identity/addresses.test.ts',
      'an e-mail address is only in the document of its user',
    ),
  },
  {
    name: 'a plan counts at the moment of its end',
    file: 'src/contract/limits/turns.ts',
    find: 'plan && nowMs < plan.untilMs',
    replace: 'plan && nowMs <= plan.untilMs',
    caughtBy: decider('a plan counts until the moment that it ends'),
  },
  {
    name: 'every plan opens every model',
    file: 'src/contract/limits/turns.ts',
    find: 'opening.plans.some(({ name }) => name === plan)',
    replace: 'plan !== null',
    caughtBy: decider('a model that needs a plan is rejected with the plans that open it'),
  },
  {
    name: 'a plan with a smaller limit lowers the limit',
    file: 'src/contract/limits/turns.ts',
    find: 'Math.max(limit.max, max)',
    replace: 'max',
    caughtBy: decider('a plan never lowers a limit'),
  },
  {
    name: 'an account keeps its plan after the money has gone back',
    file: 'src/contract/payments/subscribed-plan.ts',
    find: 'base.backCents >= base.paidCents',
    replace: 'base.backCents > base.paidCents',
    caughtBy: onEmulator('test/payments/plans/account-plan.test.ts', 'until its payment goes back'),
  },
  {
    name: 'a cancelled plan counts for a day longer',
    file: 'src/contract/payments/subscribed-plan.ts',
    find: 'isCancelled ? Math.min(endMs, endsAtMs ?? endMs) : ',
    replace: '',
    caughtBy: onEmulator(
      'test/payments/plans/account-plan.test.ts',
      'a model of a plan is held for by its subscribers, and by nobody from the moment that the plan has ended',
    ),
  },
  {
    name: 'the account does not learn of its plan',
    file: 'src/payments/stripe-change.ts',
    find: "{ kind: 'note', fields: { plan } }",
    replace: "{ kind: 'note', fields: {} }",
    caughtBy: onEmulator(
      'test/payments/plans/account-plan.test.ts',
      'from the payment to a day after the period that it pays for, and again after each renewal',
    ),
  },
  {
    name: 'the verifier does not know the limit of a plan',
    file: 'src/upkeep/verify/limit-of.ts',
    find: 'plan ?? null',
    replace: 'null',
    caughtBy: onEmulator(
      'test/generation/plan-models.test.ts',
      'of requests at once as many are admitted as the plan allows, and the verifier knows by which limit',
    ),
  },
  {
    name: 'long work of subscribers waits with that of everybody',
    file: 'src/wiring.ts',
    find: '(task.priority ? priorityWork : longWork)',
    replace: 'longWork',
    caughtBy: onEmulator(
      'test/generation/priority.test.ts',
      'work with priority goes to a function of its own, and other work to those of everybody',
    ),
  },
  {
    name: 'a reel forgets its queue when it is queued again',
    file: 'src/generation/reel/run-reel.ts',
    find: 'return services.enqueueReel(key, randomUUIDv7());',
    replace: 'return services.enqueueReel({ ...key, priority: undefined }, randomUUIDv7());',
    caughtBy: ofReels('a reel of a subscriber is queued by the plan of its account, and stays in that queue'),
  },
  {
    name: 'every plan has priority',
    file: 'src/generation/has-priority.ts',
    find: 'catalog.plans[plan]?.priority === true',
    replace: 'catalog.plans[plan] !== undefined',
    caughtBy: onEmulator(
      'test/generation/priority.test.ts',
      'long work is queued by the plan that counted when it was admitted',
    ),
  },
  {
    name: 'addresses of documentation have a country',
    file: 'src/platform/calls/country-of-ipv6.ts',
    find: "if (parsed.range() !== 'unicast') return null;",
    replace: '',
    caughtBy: {
      file: 'src/platform/calls/client-facts.test.ts',
      test: 'is unknown for addresses that no table knows, and for those that are never routed',
    },
  },
];
