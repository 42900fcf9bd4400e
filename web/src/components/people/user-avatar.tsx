import { useWho } from '../../lib/data/use-who.ts';
import { Avatar } from '../ui/avatar.tsx';

interface UserAvatarProps {
  uid: string;
  /** As an older document has it, in case nothing newer is known. */
  storedEmail?: string | null;
  className?: string;
}

/** Shows a user's avatar by id, with the name that every other page shows. */
export function UserAvatar({ uid, storedEmail = null, className }: UserAvatarProps) {
  const { name } = useWho(uid, storedEmail);
  return <Avatar uid={uid} name={name} {...(className && { className })} />;
}
