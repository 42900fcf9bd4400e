import { loadModeration } from '@firemeter/functions/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PageHeader } from '../../components/page-header.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { moderationSource } from '../../lib/live-sources.ts';
import { useLive } from '../../lib/use-live.ts';
import { ModerationEditor } from './moderation-editor.tsx';

/** Which words are refused, by whom it is changed at once for everyone. */
export function ModerationPage() {
  const { items } = useLive(moderationSource);
  const { data: tools } = useQuery({
    queryKey: ['moderation'],
    queryFn: loadModeration,
    staleTime: Infinity,
  });
  // Kept here, because a new version makes a new editor and must not take away what is being typed.
  const [trial, setTrial] = useState('');
  const published = items?.[0]?.value;
  return (
    <div className="mx-auto w-full max-w-5xl">
      <PageHeader title="Moderation">
        What is found here is refused before it costs anything, and the person is told its category. Changes
        hold everywhere within five seconds.
      </PageHeader>
      {items && tools ? (
        <ModerationEditor
          key={published?.version ?? 0}
          published={published}
          tools={tools}
          trial={trial}
          onTrialChange={setTrial}
        />
      ) : (
        <Skeleton className="h-96 rounded-2xl" />
      )}
    </div>
  );
}
