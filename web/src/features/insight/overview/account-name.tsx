import { Link } from '@tanstack/react-router';
import { UserAvatar } from '../../../components/people/user-avatar.tsx';
import { useWho } from '../../../lib/data/use-who.ts';
import { mayKnowPeople } from '../../../lib/service/session/may-know-people.ts';
import { usePerson } from '../../../lib/service/session/person.tsx';

/** Links an account's name to its user's page, for staff who may see users; otherwise shows its id. */
export function AccountName({ accountId }: { accountId: string }) {
  const { role } = usePerson();
  const { name } = useWho(accountId);
  if (!mayKnowPeople(role)) return <bdi className="truncate">{accountId}</bdi>;
  return (
    <Link
      to="/admin/people/$uid"
      params={{ uid: accountId }}
      className="flex min-w-0 items-center gap-2 rounded-md hover:underline"
    >
      <UserAvatar uid={accountId} className="size-5 text-[0.5625rem]" />
      <bdi className="truncate">{name}</bdi>
    </Link>
  );
}
