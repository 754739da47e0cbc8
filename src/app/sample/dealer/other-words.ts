import type { SampleText } from '../texts.ts';

/** What customers of three invented car stores say. Places, people and cars are made up. */
export const OTHER_WORDS: readonly SampleText[] = [
  {
    theme: 'attitude',
    mood: 'angry',
    words: '我问服务顾问几点能好，她眼睛盯着手机，说“等着呗”。三个字，头都没抬。我花钱来受气的？',
    demands: [
      ['apology', '当事人道歉'],
      ['staff-dealt-with', '看看监控，该处理处理'],
    ],
    feeling: '要一个尊重',
  },
  {
    theme: 'attitude',
    mood: 'displeased',
    words: '打你们电话转了四个人，每转一次都让我从头讲一遍。第四个人听完说“这个不归我们管”，啪，挂了。',
    demands: [['handle-soon', '找对的人给我打回来']],
    process: '一个人管到底',
    category: 'neglect',
  },
  {
    theme: 'attitude',
    mood: 'furious',
    words:
      '你们前台当着一屋子人说我“买不起就别看”！我就是穿得朴素点，我看车的时候手里拿着全款的卡！今天这个人不当面给我道歉，我天天来你们门口坐着。',
    demands: [
      ['apology', '当众道歉'],
      ['staff-dealt-with', '书面处理结果'],
    ],
    severity: 'major',
    feeling: '把面子还给我',
  },
  {
    theme: 'attitude',
    mood: 'displeased',
    words:
      '我妈一个人去保养，六十七了，听不太懂，你们的人就给她推销了一千四的项目。老人家回来跟我说“人家小伙子挺热情”。热情到钱包里去了。',
    demands: [
      ['refund', '没必要的项目退掉', 1400],
      ['explanation', '项目必要性'],
    ],
    relation: 'family',
    category: 'charge',
  },
  {
    theme: 'attitude',
    mood: 'displeased',
    words: '试驾全程销售都在打电话聊别的客户，我问了三个问题一个都没答。车不错，人不行，不买了，跟你们说一声。',
    kind: 'grievance',
  },
  {
    theme: 'attitude',
    mood: 'calm',
    words: '提个小事：保安让我把车停太阳底下，说阴凉处是领导车位。一排空的。',
    kind: 'grievance',
  },
  {
    theme: 'attitude',
    mood: 'angry',
    words:
      '回访电话上来就说“麻烦您打十分”，我说我有意见，对面说“那您先打十分，意见我们内部反馈”。请问这回访是给谁做的？',
    kind: 'grievance',
    demands: [['explanation', '回访能不能说真话']],
  },
  {
    theme: 'attitude',
    mood: 'displeased',
    kind: 'grievance',
    words: '保养完给我发了六条短信要好评，一条比一条肉麻。车挺好的，短信真够了。',
    via: 'wechat',
  },
  {
    theme: 'attitude',
    mood: 'displeased',
    words:
      '我不是来投诉谁的，就是心里不太舒服想说说。我父亲上周去世了，车是他的，我去店里问过户和保养卡的事，柜台的小姑娘一直问“本人为什么不来”，我说来不了，她说“来不了办不了，让他本人打电话”。我说了三遍人不在了，她才抬头。我知道她不是故意的，规定我也理解，可是能不能先听人把话说完。',
    relation: 'family',
    feeling: '先听人说完',
    demands: [['apology', '跟同事说一声就行']],
  },
  {
    theme: 'insurance',
    mood: 'displeased',
    words: '定损单写换件，取车一看是修复的旧大灯，支架上还有胶。保险公司的钱是按新件赔的，差价去哪了？',
    demands: [
      ['repair-again', '换新件'],
      ['explanation', '说明为什么没换'],
    ],
    severity: 'major',
  },
  {
    theme: 'insurance',
    mood: 'calm',
    words: '理赔材料交给你们代办一个月了，保险公司说没收到。麻烦帮我问问卡在哪一步，缺什么我补。',
    demands: [['handle-soon', '查清进度']],
  },
  {
    theme: 'insurance',
    mood: 'angry',
    words: '事故修完跑偏，方向盘抖，一看大梁明显拉过。当时谁同意拉梁的？我要书面的维修记录，一页都别少。',
    demands: [
      ['inspection', '第三方检测'],
      ['explanation', '完整维修记录'],
    ],
    severity: 'major',
  },
  {
    theme: 'insurance',
    mood: 'displeased',
    words: '说好帮我报销拖车费，发票给了，现在又说超过五十公里的部分不管。五十公里这个事儿，你们早干嘛去了。',
    demands: [['refund', '报销拖车费', 420]],
  },
  {
    theme: 'safety',
    mood: 'furious',
    words:
      '刹车失灵！我踩到底车不停，撞到护栏上，安全气囊也没弹！我现在在医院，肋骨骨裂，我爱人还在急诊！上个星期刚在你们店换的刹车油！你们今天必须来人！',
    severity: 'crisis',
    demands: [
      ['handle-soon', '马上派人到医院'],
      ['inspection', '车不许动，找第三方检测'],
      ['compensation', '医疗费', 30000],
    ],
    process: '负责人当面来',
    triggers: ['danger-to-life'],
  },
  {
    theme: 'safety',
    mood: 'desperate',
    words:
      '车停在地下车库自己冒烟起火了，消防刚走，旁边两辆也烤坏了，物业、人家车主全堵着我。我现在脑子是空的，你们谁能来一个人啊……',
    severity: 'crisis',
    demands: [
      ['handle-soon', '立刻来人'],
      ['inspection', '起火原因鉴定'],
      ['compensation', '我和邻居的损失'],
    ],
    feeling: '有人站在我这边',
    triggers: ['danger-to-life'],
  },
  {
    theme: 'safety',
    mood: 'angry',
    words:
      '我是某财经栏目的记者，接到多位车主反映贵店同一批次车辆转向异响、门店拒绝登记。请在明天中午十二点前给出书面答复，逾期我们将按现有材料播出。',
    severity: 'crisis',
    demands: [['written-answer', '明天中午前书面答复']],
    via: 'media',
    triggers: ['media'],
  },
  {
    theme: 'safety',
    mood: 'angry',
    words:
      '受车主委托发函：贵公司交付车辆存在交付前维修而未告知的情形，涉嫌欺诈。请于收函七日内书面回复并保留全部维修、移库记录，逾期我方将提起诉讼。——受托律师',
    severity: 'crisis',
    demands: [
      ['written-answer', '七日内书面回复'],
      ['return-vehicle', '退一赔三', 823200],
    ],
    via: 'lawyer',
    relation: 'lawyer',
    category: 'misled',
    triggers: ['lawyer'],
  },
  {
    theme: 'safety',
    mood: 'furious',
    words:
      '我们车主群里四十多个人，同一个批次全是断轴！视频都做好了，明天一起到你们店门口拉横幅。你们自己看着办，别到时候说没提前打招呼。',
    severity: 'crisis',
    demands: [
      ['explanation', '统一答复'],
      ['repair-again', '批次召回免费更换'],
    ],
    via: 'wechat',
    triggers: ['group'],
  },
  {
    theme: 'safety',
    mood: 'desperate',
    words:
      '安全带卡住解不开，我女儿被勒在儿童座椅上十几分钟，脖子都勒红了，最后是路人拿剪刀剪开的。她现在看到车就哭。这种车你们也敢交给人？',
    severity: 'crisis',
    demands: [
      ['inspection', '安全带原因鉴定'],
      ['compensation', '孩子检查费用'],
      ['apology', '负责人当面道歉'],
    ],
    triggers: ['danger-to-life'],
  },
  { theme: 'chat', mood: 'calm', kind: 'enquiry', words: '请问三万公里保养大概做哪些项目，费用多少，周日能不能做？' },
  {
    theme: 'chat',
    mood: 'calm',
    kind: 'enquiry',
    words: '我换了手机号，以前的保养记录和会员积分会不会丢？需要带什么证件过来改？',
  },
  {
    theme: 'chat',
    mood: 'calm',
    kind: 'enquiry',
    words: '想问一下召回的事，手机上看到一条消息，不知道我的车在不在范围里，车架号可以报给你们。',
  },
  { theme: 'chat', mood: 'calm', kind: 'enquiry', words: '异地出险可以在你们别的分店修吗？定损是不是要先打保险电话？' },
  {
    theme: 'chat',
    mood: 'displeased',
    kind: 'request',
    words: '车打不着了，在小区地库，嗒嗒嗒响，应该是电瓶。能不能派人来搭个电？我十点半要送老人去复查。',
    demands: [['handle-soon', '上门搭电']],
  },
  {
    theme: 'chat',
    mood: 'calm',
    kind: 'request',
    words: '钥匙掉水里了，机械的那头能开门，但遥控没反应。想配一把，请报价并帮忙预约。',
    demands: [['other', '配钥匙预约']],
  },
  {
    theme: 'chat',
    mood: 'calm',
    kind: 'request',
    words: '轮胎扎了个钉子，慢撒气，你们几点关门？赶过去要四十分钟，能不能给我留个工位。',
    demands: [['other', '留工位']],
  },
  {
    theme: 'chat',
    mood: 'calm',
    kind: 'suggestion',
    words: '建议在休息区放几个能充电的座位，再把施工进度屏的字号调大一点，老花眼看不清自己的车到哪一步了。',
  },
  {
    theme: 'chat',
    mood: 'calm',
    kind: 'suggestion',
    words: '保养提醒短信能不能别夜里十一点发，孩子刚哄睡着，“叮”一声全白费。',
  },
  {
    theme: 'chat',
    mood: 'displeased',
    kind: 'suggestion',
    words: '洗手间指示牌箭头是反的，我跟着它走进了喷漆房。建议改一改，不然哪天有人被当零件喷了。',
  },
  {
    theme: 'chat',
    mood: 'calm',
    kind: 'praise',
    words:
      '表扬一下夜班救援的师傅，大雨里蹲在高速边上给我换胎，衣服全湿了，一分钱小费都不收，还给我女儿擦眼泪。请一定告诉他。',
  },
  {
    theme: 'chat',
    mood: 'calm',
    kind: 'praise',
    words:
      '上回投诉的事你们客服小姑娘跟了我两个礼拜，每天准时给我回话，最后问题解决了。脾气我是发了，理我也认，谢谢她。',
  },
  {
    theme: 'chat',
    mood: 'calm',
    kind: 'praise',
    words: '前台看我一个人抱着孩子，主动帮忙拎包、热奶，车修得也快。以后就认你们这家店了。',
    via: 'wechat',
  },
  {
    theme: 'chat',
    mood: 'displeased',
    kind: 'request',
    words: '上次寄的行驶证复印件地址写错了，麻烦重新寄一份到单位，收件人不变。顺便问句，寄丢了算谁的？',
    demands: [['other', '重新寄送']],
  },
  { theme: 'chat', mood: 'calm', kind: 'praise', words: '李师傅手艺好，话不多，活干净。谢谢。' },
  { theme: 'chat', mood: 'calm', kind: 'enquiry', words: '周日喷漆车间上班吗？想补个小口子。' },
];
