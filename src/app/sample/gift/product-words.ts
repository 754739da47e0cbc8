import type { SampleText } from '../texts.ts';

/** What customers of an invented maker of fruit bouquets and gift boxes say. */
export const PRODUCT_WORDS: readonly SampleText[] = [
  {
    theme: 'damaged',
    mood: 'angry',
    words:
      '花束一打开草莓掉了一半，剩几根光杆签子戳在那儿，像刚被人打劫过。今晚六点半是我们纪念日，现在四点，你说怎么办？',
    demands: [
      ['redo', '六点前重新送一束'],
      ['return-refund', '送不到就全退'],
    ],
    feeling: '别毁了今晚',
    fields: { 'came-off': 'strawberry', sticks: 'intact' },
  },
  {
    theme: 'damaged',
    mood: 'displeased',
    words: '盒子一角瘪了，里面的车厘子挤出汁，把卡片也染红了，看着像案发现场。送人是肯定没法送了。',
    demands: [
      ['redo', '补一份'],
      ['return-refund', '或者退款'],
    ],
    category: 'crushed',
  },
  {
    theme: 'damaged',
    mood: 'desperate',
    words:
      '我妈六十大寿的果篮，寿桃从最上面滚下来，当着一屋子亲戚的面，咕噜咕噜滚到我舅舅脚边。全场安静了三秒钟。我妈说没事没事，可我看她眼圈红了。',
    demands: [
      ['apology', '给我妈打个电话说声对不起'],
      ['redo', '补一份体面的'],
    ],
    feeling: '给老人挽回面子',
    category: 'came-off',
  },
  {
    theme: 'damaged',
    mood: 'angry',
    words:
      '签子断了四根！哈密瓜块直接躺盒底泡水。快递小哥还站门口呢，他说“我拿的时候就这样”。你们俩谁负责，现在就说清楚。',
    demands: [
      ['explanation', '谁的责任'],
      ['redo', '马上重做'],
    ],
    fields: { 'came-off': 'other-fruit', sticks: 'broken', 'courier-present': true },
  },
  {
    theme: 'damaged',
    mood: 'calm',
    words:
      '收到花束，最外圈掉了三颗草莓，果子是完整的，包装没破。想问问能不能自己插回去，还是你们派人来弄一下？晚上八点要用。',
    demands: [['redo', '指导或上门修复']],
    fields: { 'came-off': 'strawberry', 'fallen-part-intact': 'yes', packaging: 'no' },
  },
  {
    theme: 'damaged',
    mood: 'displeased',
    words: '丝带脏了一块，像踩过的脚印。果子没问题，但是这个丝带让我怎么拿出手。',
    demands: [['redo', '换一条丝带']],
    category: 'packaging',
  },
  {
    theme: 'damaged',
    mood: 'furious',
    words:
      '求婚用的！九十九颗草莓的心，送来是个问号！你没听错，形状塌成一个问号了！！我在天台布置了三个小时蜡烛，朋友全到了，现在你让我举着一个问号跪下去？',
    demands: [
      ['redo', '两小时内送到'],
      ['compensation', '精神损失', 5200],
      ['apology', '负责人道歉'],
    ],
    severity: 'major',
    fields: { 'came-off': 'strawberry', packaging: 'yes' },
  },
  {
    theme: 'damaged',
    mood: 'displeased',
    words: '冰袋破了，一盒蓝莓泡成蓝莓汤。',
    demands: [['partial-refund', '退蓝莓那份钱', 39.9]],
    category: 'packaging',
  },
  {
    theme: 'damaged',
    mood: 'calm',
    words: '礼盒的玻璃罩有一道裂纹，幸亏小孩没碰。你们运输时是不是该加一层泡沫？',
    demands: [
      ['redo', '换一个罩子'],
      ['explanation', '以后怎么避免'],
    ],
    category: 'crushed',
  },
  {
    theme: 'damaged',
    mood: 'angry',
    words: '碎了。全碎了。退钱，现在就给我退。',
    demands: [['return-refund', '全额退款', 268]],
    category: 'crushed',
  },
  {
    theme: 'fresh',
    mood: 'angry',
    words: '草莓底下发霉了，白毛有半公分长。上面一层摆得漂漂亮亮的，底下全是烂的，这不是欺负人吗？',
    demands: [
      ['return-refund', '全额退款', 198],
      ['explanation', '谁验的货'],
    ],
  },
  {
    theme: 'fresh',
    mood: 'displeased',
    words: '蜜瓜没有一丝甜味，脆得像黄瓜。我婆婆吃了一块说“这黄瓜不错”。',
    demands: [['partial-refund', '退一部分']],
    category: 'taste',
  },
  {
    theme: 'fresh',
    mood: 'displeased',
    words: '葡萄一捏就掉，梗都黑了，看着不止放了一天。写的“当日鲜采”，是哪个当日？',
    demands: [['redo', '换新鲜的']],
  },
  {
    theme: 'fresh',
    mood: 'calm',
    words: '菠萝有点发酵味了，别的都好。家里人没敢吃，拍了照。你们看一下是退这一样还是补一份都行。',
    demands: [['partial-refund', '退菠萝的钱']],
  },
  {
    theme: 'fresh',
    mood: 'angry',
    words: '五百多的礼盒，六个苹果里两个有虫眼。虫子挺会挑，专挑大的。',
    demands: [
      ['return-refund', '退款', 528],
      ['compensation', '以次充好该赔', 500],
    ],
  },
  {
    theme: 'fresh',
    mood: 'displeased',
    words: '巧克力淋面化了又凝，白一块黑一块，像发了霉，一碰就碎。夏天不放冰袋是想省几块钱？',
    demands: [['redo', '重做一份']],
  },
  {
    theme: 'fresh',
    mood: 'furious',
    words: '又是坏的！上次坏了补一份，补的还是坏的！第三次了，我是你们的试吃员吗？',
    demands: [
      ['return-refund', '两次的钱都退', 516],
      ['apology', '主管来说话'],
    ],
    severity: 'major',
  },
  {
    theme: 'fresh',
    mood: 'angry',
    words:
      '【消费投诉】消费者反映收到的水果礼盒存在霉变，商家仅同意补偿优惠券。诉求：退款并按规定赔偿。请被投诉方在规定期限内与消费者协商并反馈结果。',
    via: 'authority',
    sender: '区市场监管所',
    severity: 'major',
    demands: [
      ['return-refund', '退款', 328],
      ['compensation', '按规定赔偿', 1000],
    ],
  },
  {
    theme: 'fresh',
    mood: 'displeased',
    words: '一股洗洁精味，我漱了三次口才压下去。',
    demands: [
      ['return-refund', '退款'],
      ['explanation', '怎么清洗的'],
    ],
    category: 'food-safety',
  },
  {
    theme: 'picture',
    mood: 'displeased',
    words: '图片上一大捧，到手一小撮。图上的模特手是不是特别小？',
    demands: [
      ['partial-refund', '退一部分'],
      ['explanation', '页面改改尺寸'],
    ],
  },
  {
    theme: 'picture',
    mood: 'angry',
    words: '进口樱桃变成了本地小番茄，客服还跟我说“都是红的圆的”。照这个道理我付的钱是不是也可以用游戏币，都是圆的。',
    demands: [
      ['redo', '按页面补齐'],
      ['return-refund', '不补就退', 258],
    ],
  },
  {
    theme: 'picture',
    mood: 'calm',
    words: '页面写三斤，我称了两次，连盒子二斤四两。我知道水果有损耗，但损耗六两多也太多了。',
    demands: [['partial-refund', '退缺的分量']],
  },
  {
    theme: 'picture',
    mood: 'displeased',
    words: '宣传说“可定制人像拼图”，送来那张脸像是隔着浴室玻璃。男朋友问我这是不是他前任。',
    demands: [
      ['redo', '重做'],
      ['partial-refund', '退定制费', 60],
    ],
  },
  { theme: 'picture', mood: 'displeased', words: '说好的“爱心”，送来是个“土豆”。', demands: [['redo', '重做一份']] },
  {
    theme: 'wrong',
    mood: 'angry',
    words: '订的“星河”，送来的是“暖阳”，颜色一个蓝一个橙，差得十万八千里。卡片倒是我的，可上面写的是“送给爱星星的你”。',
    demands: [
      ['redo', '换成订的款'],
      ['partial-refund', '差价退回', 50],
    ],
  },
  {
    theme: 'wrong',
    mood: 'displeased',
    words: '我明明备注了不要芒果！她芒果过敏！幸好拆的时候看了一眼。你们备注是写给谁看的？',
    demands: [
      ['redo', '换掉芒果'],
      ['explanation', '备注为什么没人看'],
    ],
    severity: 'major',
    category: 'food-safety',
  },
  {
    theme: 'wrong',
    mood: 'furious',
    words:
      '你们把我送给客户的礼盒跟别人家的送反了！客户打开是一张“老婆我错了”的卡片！！我谈了半年的单子，人家现在看我的眼神都不对了！',
    demands: [
      ['apology', '给我客户书面解释'],
      ['redo', '马上送对的'],
      ['compensation', '赔偿', 3000],
    ],
    severity: 'major',
  },
  {
    theme: 'wrong',
    mood: 'calm',
    words: '我订的是中号花束，送来的像是小号，尺子量了一下高三十二厘米，页面写四十五。请核对一下是不是发错了。',
    demands: [
      ['explanation', '核对规格'],
      ['partial-refund', '退差价', 80],
    ],
  },
  {
    theme: 'wrong',
    mood: 'displeased',
    words: '套餐里写着含一只小熊，没有小熊。女儿在盒子里翻了三遍，问我小熊是不是坐下一班车。',
    demands: [['other', '补一只小熊']],
  },
  {
    theme: 'wrong',
    mood: 'displeased',
    words: '同一个订单我付了一次钱，来了两份一样的。多的这份我不想占便宜，可是也没人来取，快坏了，怎么处理？',
    kind: 'request',
    demands: [['other', '取回多送的一份']],
  },
  {
    theme: 'wrong',
    mood: 'angry',
    words: '要的无糖款，送来巧克力淋面。我爸糖尿病，差点就吃了！',
    demands: [
      ['redo', '换无糖款'],
      ['apology', '认真道歉'],
    ],
    severity: 'major',
  },
];
