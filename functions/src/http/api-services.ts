import type { Auth } from 'firebase-admin/auth';
import type { Enqueue } from '../generation/calls/generate.ts';
import type { MergeServices } from '../generation/calls/merge-guest.ts';
import type { FileLinks } from '../generation/outputs/file-links.ts';
import type { ReelServices } from '../generation/reel/reel-services.ts';
import type { AgreementChecks } from '../platform/calls/agreement-checks.ts';
import type { CallContext } from '../platform/calls/call-context.ts';
import type { GuardServices } from '../platform/calls/guard.ts';
import type { OutputPlace } from '../platform/deploy/config.ts';
import type { Identities } from '../platform/identity/identities.ts';

/** The services that the routes need. */
export interface ApiServices extends ReelServices, MergeServices, GuardServices {
  readonly identities: Identities;
  readonly auth: Auth;
  readonly agreements: AgreementChecks;
  readonly accountOpened: (context: CallContext) => Promise<void>;
  readonly enqueue: Enqueue;
  readonly links: FileLinks;
  readonly outputPlace: () => OutputPlace;
}
