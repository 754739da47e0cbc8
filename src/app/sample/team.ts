/** Somebody of the sample team. `store` is 0 to 2, or null for all stores; `department` is a key of the pack. */
export interface SamplePerson {
  readonly key: string;
  readonly name: string;
  readonly posts: readonly { readonly post: string; readonly store: number | null; readonly department?: string }[];
}

/** Stands in for somebody's post, by days from the day of loading. */
export interface SampleDeputy {
  readonly key: string;
  readonly for: string;
  readonly post: string;
  readonly store: number | null;
  readonly fromDay: number;
  readonly toDay: number;
}

/** Given names and surnames put together by us; whoever really bears one is not meant. */
const NAMES = [
  '林晓渔',
  '周以宁',
  '顾青禾',
  '沈知夏',
  '陆星然',
  '许念白',
  '何沐阳',
  '姜若溪',
  '罗一帆',
  '程可心',
  '唐予安',
  '白亦舟',
  '温景行',
  '纪云舒',
  '宋时雨',
  '叶初晴',
  '江映川',
  '梁书言',
  '方见山',
  '邵南乔',
  '秦牧之',
  '夏听澜',
  '韩屿',
  '苏念一',
  '丁若谷',
  '易安然',
  '康乐天',
  '乔木青',
  '孟归舟',
  '石小满',
  '闻一笑',
  '左思源',
  '尹知行',
  '卓然',
  '岳明川',
  '米朵',
  '齐悦',
  '柯远',
  '鲁一禾',
  '项北',
  '田小麦',
  '阮晴',
  '聂远舟',
  '盛夏',
  '童心怡',
  '路遥知',
  '贝贝安',
  '危子昂',
];
const named = (people: readonly Omit<SamplePerson, 'name'>[]): SamplePerson[] =>
  people.map((person, n) => ({ ...person, name: NAMES[n] ?? `示例${n}` }));

const everywhere = (...posts: string[]) => posts.map((post) => ({ key: post, posts: [{ post, store: null }] }));

const STORES = [0, 1, 2] as const;

export const DEALER_PEOPLE: readonly SamplePerson[] = named([
  ...STORES.flatMap((store) => [
    { key: `agent-a-${store}`, posts: [{ post: 'service-agent', store }] },
    { key: `agent-b-${store}`, posts: [{ post: 'service-agent', store }] },
    { key: `supervisor-${store}`, posts: [{ post: 'service-supervisor', store }] },
    { key: `reception-${store}`, posts: [{ post: 'reception', store }] },
    { key: `advisor-${store}`, posts: [{ post: 'service-advisor', store }] },
    { key: `sales-${store}`, posts: [{ post: 'sales-consultant', store }] },
    { key: `workshop-${store}`, posts: [{ post: 'work-order-handler', store, department: 'after-sales' }] },
    { key: `showroom-${store}`, posts: [{ post: 'work-order-handler', store, department: 'sales' }] },
    { key: `manager-${store}`, posts: [{ post: 'service-manager', store }] },
    // the third store is small: one person is its service director and its manager
    ...(store === 2
      ? [
          {
            key: 'chief-2',
            posts: [
              { post: 'service-director', store },
              { post: 'store-manager', store },
            ],
          },
        ]
      : [
          { key: `director-${store}`, posts: [{ post: 'service-director', store }] },
          { key: `chief-${store}`, posts: [{ post: 'store-manager', store }] },
        ]),
  ]),
  ...everywhere(
    'general-manager',
    'manufacturer-manager',
    'manufacturer-department',
    'quality-reviewer',
    'trainer',
    'auditor',
    'legal',
    'spokesperson',
    'administrator',
  ),
  // two share the post, so that one can look at what the other handled in person
  { key: 'deputy-manager', posts: [{ post: 'general-manager', store: null }] },
]);

export const DEALER_DEPUTIES: readonly SampleDeputy[] = [
  { key: 'supervisor-0', for: 'manager-0', post: 'service-manager', store: 0, fromDay: -6, toDay: 8 },
  { key: 'chief-1', for: 'general-manager', post: 'general-manager', store: null, fromDay: -2, toDay: 5 },
];

export const GIFT_PEOPLE: readonly SamplePerson[] = named([
  ...STORES.flatMap((store) => [
    { key: `agent-a-${store}`, posts: [{ post: 'service-agent', store }] },
    { key: `agent-b-${store}`, posts: [{ post: 'service-agent', store }] },
    { key: `making-${store}`, posts: [{ post: 'work-order-handler', store, department: 'making' }] },
    { key: `dispatch-${store}`, posts: [{ post: 'dispatcher', store, department: 'delivery' }] },
    { key: `courier-${store}`, posts: [{ post: 'courier', store }] },
    { key: `supervisor-${store}`, posts: [{ post: 'service-supervisor', store }] },
    { key: `chief-${store}`, posts: [{ post: 'store-manager', store }] },
  ]),
  ...everywhere('general-manager', 'quality-reviewer', 'administrator'),
]);

export const GIFT_DEPUTIES: readonly SampleDeputy[] = [
  { key: 'agent-a-0', for: 'supervisor-0', post: 'service-supervisor', store: 0, fromDay: -5, toDay: 4 },
  { key: 'chief-2', for: 'chief-1', post: 'store-manager', store: 1, fromDay: -3, toDay: 6 },
];
