import type { Auth } from 'firebase-admin/auth';
import type { MergeServices } from '../generation/merge-guest.ts';
import type { FileLinks } from '../generation/outputs/file-links.ts';
import type { Enqueue } from '../generation/queue-long-work.ts';
import type { ReelServices } from '../generation/reel/reel-services.ts';
import type { CallContext } from '../platform/call-context.ts';
import type { OutputPlace } from '../platform/config.ts';
import type { Door } from '../platform/door.ts';
import type { Identities } from '../platform/identities.ts';

/** Everything that the routes need. */
export interface ApiServices extends ReelServices, MergeServices {
  readonly auth: Auth;
  readonly door: Door;
  readonly identities: Identities;
  readonly accountOpened: (context: CallContext) => Promise<void>;
  readonly enqueue: Enqueue;
  readonly links: FileLinks;
  readonly outputPlace: () => OutputPlace;
}
