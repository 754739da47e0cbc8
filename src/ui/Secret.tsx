import { CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { copyText } from '../base/web/copy.ts';
import { useWords } from '../base/web/i18n.ts';

/** Text to be taken away by the copy key: shown once, in letters that cannot be mistaken. */
export function Secret({ text, label }: { text: string; label: string }) {
  const t = useWords('base');
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <div className="secret">
      <code className="as-typed">
        <span className="visually-hidden">{label} </span>
        {text}
      </code>
      <Button icon={<CopyOutlined aria-hidden />} onClick={async () => setCopied(await copyText(text))}>
        {copied ? t('common.copied') : t('common.copy')}
      </Button>
      {copied === false && <span className="field-error">{t('common.copyFailed')}</span>}
    </div>
  );
}
