import type { Auth, UserRecord } from 'firebase-admin/auth';
import { Problem } from '../stack/terminal.ts';

/** @throws Problem when nobody has signed up with that address */
export async function findUser(auth: Auth, email: string): Promise<UserRecord> {
  try {
    return await auth.getUserByEmail(email);
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === 'auth/user-not-found') throw new Problem(`Nobody has signed up as ${email} yet.`);
    if (code === 'auth/invalid-email') throw new Problem(`"${email}" is not an e-mail address.`);
    throw error;
  }
}
