import { CaretRightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { Problem } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';

/** Fetched when asked for and played from memory: the server hands recordings out as downloads only. */
export function PlayRecording({ address, file }: { address: string; file: { name: string; type: string } }) {
  const t = useWords('complaints');
  const [wanted, setWanted] = useState(false);
  const [source, setSource] = useState<string>();
  const { data, error, isFetching } = useQuery({
    queryKey: ['recording', address],
    queryFn: async () => {
      const response = await fetch(address, { credentials: 'same-origin' });
      if (!response.ok)
        throw new Problem(
          response.status,
          'base.not-found',
          t('base:refusals.not-found'),
          undefined,
          response.headers.get('x-request-id') ?? '',
        );
      return new Blob([await response.arrayBuffer()], { type: file.type });
    },
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  useEffect(() => {
    if (!data) return undefined;
    const made = URL.createObjectURL(data);
    setSource(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  if (error) return <ProblemNote error={error} />;
  if (!source)
    return (
      <div>
        <Button
          size="small"
          icon={<CaretRightOutlined aria-hidden />}
          loading={isFetching}
          aria-label={t('case.playOf', { name: file.name })}
          onClick={() => setWanted(true)}
        >
          {t('case.play')}
        </Button>
      </div>
    );
  // biome-ignore lint/a11y/useMediaCaption: nobody wrote down what was said
  return <audio controls autoPlay src={source} aria-label={file.name} />;
}
