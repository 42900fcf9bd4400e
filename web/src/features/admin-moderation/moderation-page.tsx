import { loadModeration } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useLive } from '#kit/hooks/use-live.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { moderationSource } from '../../lib/service/sources/live-sources.ts';
import { ModerationEditor } from './moderation-editor.tsx';

/** Which words are refused, by whom it is changed at once for everyone. */
export function ModerationPage() {
  const { status, items } = useLive(moderationSource);
  const { data: tools, isError } = useQuery({
    queryKey: ['moderation'],
    queryFn: loadModeration,
    staleTime: Infinity,
  });
  return (
    <div className="mx-auto w-full max-w-5xl">
      <PageHeader title={t`Moderation`}>
        <Trans>
          Matching prompts are refused before they cost anything, and the user sees the category. Changes
          apply within five seconds.
        </Trans>
      </PageHeader>
      {items && tools ? (
        <ModerationEditor published={items[0]?.value} tools={tools} />
      ) : (
        <Unread status={[status, isError ? 'error' : 'live']}>
          <Skeleton className="h-96 rounded-2xl" />
        </Unread>
      )}
    </div>
  );
}
