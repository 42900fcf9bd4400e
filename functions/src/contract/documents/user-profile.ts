import { z } from 'zod';
import { personal } from '../store/personal.ts';
import { schemaVersion } from '../store/stored-document.ts';
import { Time } from '../time.ts';

/** `people/{uid}`: a user's profile, as Firebase Auth last reported it. Deleted with the user. */
export const UserProfile = z.strictObject({
  schemaVersion,
  email: personal(z.string()).nullable(),
  name: personal(z.string()).nullable(),
  avatarUrl: personal(z.string()).nullable(),
  /** The folded beginnings of e-mail address and names, for a search while someone types. */
  searchPrefixes: personal(z.array(z.string())),
  updatedAt: Time,
});
export type UserProfile = z.infer<typeof UserProfile>;
