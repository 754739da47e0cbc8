import type { StaffTexts } from '../texts.ts';

/** What the staff write while they work, by sort of trouble. */
export const OTHER_STAFF: Readonly<Record<string, StaffTexts>> = {
  late: {
    category: 'late',
    department: 'delivery',
    notes: ['配送轨迹停在同一个路口，先打电话问骑手人有没有事。', '要用的时间就是命，先报预计到达，再道歉。'],
    contacts: [
      '联系骑手，实际预计四点四十到，已如实告诉客户。',
      '客户非常着急，先安排第二名骑手从就近门店补送。',
      '向客户致歉并说明晚到原因，客户要求书面。',
    ],
    findings: ['当日订单超出运力，未提前告知客户，调度安排不当。', '导航地址为旧门牌，配送员未先打电话确认。'],
    plans: [
      {
        need: '赶上时间',
        options: [
          {
            outline: '就近门店现做，专人骑车送',
            benefit: '保证您开席前用得上',
            remedy: 'redo',
            immediate: '门店马上出发',
            minutes: 40,
          },
          { outline: '退加急费，再退一半货款', benefit: '没做到的，钱退给您', remedy: 'partial-refund', yuan: 128 },
        ],
      },
      {
        need: '要一个交代',
        options: [
          {
            outline: '手写道歉卡，送一份小礼给收礼人',
            benefit: '让收礼的人知道错在我们',
            remedy: 'apology',
            immediate: '今天手写',
            minutes: 60,
          },
        ],
      },
    ],
    executions: ['第二名骑手已取货，十五分钟一报位置。', '退款单已提交，财务今天办。'],
    resolutions: ['补送赶在仪式前到达，客户确认。', '加急费与一半货款退回，道歉卡已送达。'],
    delivered: ['赶上了时间，退了加急费', '收到道歉卡，钱也退了'],
    followUps: ['客户说下次提前一天订，你们也提前说。', '退款到账，客户没有其他意见。'],
    lessons: [
      {
        rootCause: 'scheduling',
        lesson: '接不下的单，接之前就要说。',
        prevention: '节日按骑手数锁单，满了页面自动置灰。',
      },
    ],
    tasks: [
      ['请联系骑手，报准确到达时间。', '车链断了，已换人，四点四十到。'],
      ['请说明超出运力的原因。', '当日临时增加团单六十份，未报调度。'],
    ],
  },
  lost: {
    category: 'not-received',
    department: 'delivery',
    notes: ['签收照片拍的是门牌，不是人；不能叫“本人签收”。', '收件人住院，联系家属而不是收件人。'],
    contacts: ['联系配送员核实，承认放在门口，没有打电话。', '告知客户今天补送，并送到后拍照。'],
    findings: ['配送员未联系收件人即点签收，违反规定。', '地址门牌相近，送错单元，已找到。'],
    plans: [
      {
        need: '今天送到手里',
        options: [
          {
            outline: '补送一份，本人签收并拍照',
            benefit: '送到手上才算送到',
            remedy: 'redo',
            immediate: '马上补单',
            minutes: 90,
          },
          { outline: '退款并送小果盒', benefit: '钱退给您，小果盒代表歉意', remedy: 'partial-refund', yuan: 168 },
        ],
      },
    ],
    executions: ['补单出库，专人送，送到后拍照。', '已向邻居致歉并取回。'],
    resolutions: ['补送完成，收件人本人签收，照片已发客户。', '款项退回，客户接受。'],
    delivered: ['本人签收，有照片'],
    followUps: ['客户说爸爸吃到了，谢谢。', '收到了，以后请先打电话。'],
    lessons: [
      {
        rootCause: 'process-missing',
        lesson: '照片拍门牌，不如打个电话。',
        prevention: '签收照片须有人或有签名，系统比对。',
      },
    ],
    tasks: [
      ['请查签收凭证与定位。', '定位相差八十米，未见本人。'],
      ['请安排补送并本人签收。', '已补送，收件人签名照片附后。'],
    ],
  },
  card: {
    category: 'card',
    department: 'making',
    notes: ['匿名订单却放了订货单，涉及隐私，按最重的办。', '错字要由人重写，别再打印。'],
    contacts: ['先致歉，说明会重写并由专人送达。', '客户担心收礼人已看到姓名，已请主管出面。'],
    findings: ['装箱时误放订货单，属个人信息泄露。', '卡片录入错一字，未经第二人核对。'],
    plans: [
      {
        need: '体面',
        options: [
          {
            outline: '重写卡片，专人送达并致歉',
            benefit: '收礼的人看到的是用心',
            remedy: 'redo',
            immediate: '今天手写',
            minutes: 60,
          },
          { outline: '退卡片费，再送一次手写', benefit: '该退的退，该补的补', remedy: 'partial-refund', yuan: 15 },
        ],
      },
    ],
    executions: ['手写卡片已重做，下午送达。', '订单系统匿名标识已加粗。'],
    resolutions: ['卡片重写送达，收礼人收到，客户接受。', '书面致歉，附整改说明，客户接受。'],
    delivered: ['卡片重写，道歉也送到了'],
    followUps: ['客户说孩子拿到卡片很高兴。', '客户希望以后别再漏。'],
    lessons: [
      {
        rootCause: 'picking-error',
        lesson: '匿名就是匿名，纸一张也不能多放。',
        prevention: '匿名单单独封箱，两人核对盒内纸张。',
      },
    ],
    tasks: [
      ['请核对卡片内容与订单备注。', '漏印一句，已补印。'],
      ['请查订货单为何入箱。', '新员工误放，已培训。'],
    ],
  },
  attitude: {
    category: 'courier',
    department: 'delivery',
    notes: ['通话录音已听，先挂电话的是我方。', '配送员说爬楼费没到他手里，要改流程。'],
    contacts: ['听客户讲完，没有辩解，致歉后说明会查录音。', '客户只要一句当面的道歉，已约明天。'],
    findings: [
      '录音显示客服先行挂断，用语生硬，属实。',
      '配送员确未上楼，上楼费已收，属实。',
      '部分属实：语气冷淡，但未见辱骂。',
    ],
    plans: [
      {
        need: '尊重',
        options: [
          {
            outline: '当事人道歉，主管陪同致电',
            benefit: '错了就认，让您听到本人的话',
            remedy: 'apology',
            immediate: '主管今天致电',
            minutes: 60,
          },
          { outline: '退上楼费，送小食一份', benefit: '费用退还，一点心意', remedy: 'goodwill-payment', yuan: 20 },
        ],
      },
    ],
    executions: ['主管陪当事人致电道歉，客户接听。', '退款已提交，小食随下次订单送出。'],
    resolutions: ['当事人道歉，客户接受，费用退回。', '道歉并补送小食，客户表示不再追究。'],
    delivered: ['听到了当事人的道歉'],
    followUps: ['客户说能道歉就好。', '客户接受，但希望备注真的有人看。'],
    lessons: [
      {
        rootCause: 'service-attitude',
        lesson: '谁先挂电话，谁就输了理。',
        prevention: '通话结束前统一问一句“还有什么能帮您”，等客户先挂。',
      },
    ],
    tasks: [
      ['请调取通话录音，写明经过。', '录音已导出，三分十二秒处我方挂断。'],
      ['请当事配送员写说明。', '说明已交，承认没有上楼。'],
    ],
  },
  refund: {
    category: 'refund-delay',
    department: 'customer-service',
    notes: ['退款卡在财务复核，第十四天了，今天必须出结果。', '优惠券截图真实，系统日志已核对。'],
    contacts: ['如实说明卡在复核，给出到账时间，客户要求短信确认。', '客户说不是钱多少，是没人理。已表示歉意。'],
    findings: [
      '售后自动关闭，客户材料齐全，责任在我方流程。',
      '券抵扣接口超时，页面显示错误，应退。',
      '备料费条款未在下单页展示，不应收取。',
    ],
    plans: [
      {
        need: '钱今天退',
        options: [
          {
            outline: '全额退款，当天到账',
            benefit: '原路退回，今晚就能看到',
            remedy: 'return-refund',
            yuan: 260,
            immediate: '财务加急',
            minutes: 120,
          },
          { outline: '退款，另送抵用券', benefit: '等了这么久，下次少花一点', remedy: 'next-discount', yuan: 30 },
        ],
      },
    ],
    executions: ['财务已加急，流水号发给客户。', '售后单已重新打开。'],
    resolutions: ['款项已到账，截图存档，客户确认。', '差价退回，发票重开并寄出。'],
    delivered: ['退款到账，发票也对了'],
    followUps: ['客户确认收到退款。', '客户说早点办就不用打这个电话。'],
    lessons: [
      { rootCause: 'process-missing', lesson: '关单不等于解决。', prevention: '退款超三天自动升级，不得自动关闭。' },
    ],
    tasks: [
      ['请核对退款卡在哪一步，今天能否付款。', '复核人休假，已换人，下午付款。'],
      ['请核查收费条款是否展示。', '下单页没有，已补，之前收的退。'],
    ],
  },
  safety: {
    category: 'food-safety',
    department: 'making',
    notes: [
      '先问人，再问货；在哪家医院、谁陪着、医生怎么说。',
      '留样与监控封存，任何人不得删。',
      '媒体只由发言人答复，其他人只记电话。',
    ],
    contacts: [
      '问明医院与科室，主管已在路上。',
      '请客户把剩余产品冷藏，不要丢，我们上门取样。',
      '只记录来意与时限，未作解释。',
    ],
    findings: ['生产线同班次有坚果产品，标签未注明可能含有，存在疏漏。', '原因待检测，暂不下结论。'],
    plans: [
      {
        need: '人先平安',
        options: [
          {
            outline: '先行垫付医药费，送检留样',
            benefit: '先看病，不用操心钱',
            details: '垫付不代表认定责任，以检测结论为准。',
            remedy: 'medical',
            yuan: 3000,
            immediate: '一小时内到账',
            minutes: 60,
          },
          {
            outline: '专人陪同，每四小时报一次进展',
            benefit: '随时有人可问',
            remedy: 'apology',
            immediate: '专人已到',
            minutes: 40,
          },
        ],
      },
    ],
    executions: ['垫付款已转，样品送检，编号告知客户。', '同批次下架，通知已购客户停食。'],
    resolutions: ['检测报告出具，按结论达成书面约定，客户签字。', '媒体书面回应已发，配料表更新。'],
    delivered: ['医药费先付了，报告也给到'],
    followUps: ['孩子恢复了，家长感谢及时到场。', '客户接受报告，仍要求更新标签。'],
    lessons: [
      { rootCause: 'process-missing', lesson: '先问人，再问货。', prevention: '过敏原标签按班次核对，签字后才能贴。' },
    ],
    tasks: [
      ['请封存留样与监控，送检。', '已封存，送检回执附后。'],
      ['请查同批次其他订单。', '同批二十一单，已逐一通知。'],
    ],
  },
  chat: {
    category: 'other',
    department: 'customer-service',
    notes: ['顺手登记，别让客户再打第二次。'],
    contacts: ['已答复保存方法与截单时间，客户记下了。', '已改地址并通知配送员。'],
    findings: ['情况属实，按日常流程办理。'],
    plans: [
      { need: '一次说清', options: [{ outline: '当场办好并短信确认', benefit: '不用再打第二次', remedy: 'apology' }] },
    ],
    executions: ['已改时间，短信发出。'],
    resolutions: [
      '已当场答复，客户满意。',
      '已通知配送员改址，五分钟内确认。',
      '订单已拦下，退款按规定办理。',
      '建议已转产品组。',
      '表扬已转本人，晨会宣读。',
    ],
    delivered: ['一次说清，不用再问'],
    followUps: ['客户没有其他问题。'],
    lessons: [{ rootCause: 'process-missing', lesson: '简单的事当场办完。', prevention: '常见问答上墙。' }],
    tasks: [['请改配送时间并回告。', '已改，短信发出。']],
  },
};
