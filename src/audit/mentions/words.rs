//! The words by which reports name their figures. A table in code, not a file: every word is bound
//! to an [`Attribute`], so the compiler sees to it that none names a figure that does not exist.

/// What of a subject a number tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// 年初预算数
    Initial,
    /// 全年预算数
    FullYear,
    /// 全年执行数
    Executed,
    /// 预算调整数
    Adjustment,
    /// 执行率
    Rate,
    /// 得分
    Score,
    /// 分值
    Points,
    /// 年度指标值
    Target,
    /// 实际完成值
    Actual,
    /// 偏差度
    Deviation,
    /// 等级
    Grade,
}

use Attribute::{
    Actual, Adjustment, Deviation, Executed, FullYear, Grade, Initial, Points, Rate, Score, Target,
};

/// Words for attributes. Where a word is used for several, all are candidates.
pub const ATTRIBUTES: &[(&[Attribute], &[&str])] = &[
    (&[Initial], &["年初预算数", "年初预算", "年初部门预算", "年初预算金额", "年初批复预算"]),
    (
        &[FullYear],
        &["全年预算数", "全年预算", "全年预算金额", "预算收入", "调整后预算数", "调整后预算"],
    ),
    (&[FullYear, Initial], &["预算数", "预算总额", "预算金额", "预算资金总额"]),
    (
        &[Executed],
        &["全年执行数", "全年执行金额", "执行数", "执行金额", "全年支出", "全年支出数", "实际支出"],
    ),
    (&[Executed, FullYear, Initial], &["预算支出"]),
    (&[Adjustment], &["预算调整数"]),
    (
        &[Rate],
        &[
            "执行率",
            "预算执行率",
            "资金执行率",
            "支出执行率",
            "预算支出执行率",
            "支出完成率",
            "预算完成率",
            "预算支出完成率",
        ],
    ),
    (&[Score], &["得分", "得", "实际得分", "获得"]),
    (&[Points], &["分值", "权重分", "满分"]),
    (&[Target], &["年度指标值", "年初目标", "年初目标值", "目标值", "指标值"]),
    (&[Actual], &["实际完成值", "完成值", "实际值"]),
    (&[Deviation], &["偏差度"]),
    (
        &[Grade],
        &[
            "等级",
            "评价等级",
            "自评等级",
            "自评结果",
            "评价结果",
            "评价结论",
            "自评结论",
            "绩效等级",
        ],
    ),
];

/// Words for attributes that speak of the whole unless something else has just been named.
pub const OF_THE_WHOLE: &[(&[Attribute], &[&str])] = &[
    (
        &[Score],
        &[
            "总得分",
            "评价得分",
            "自评得分",
            "综合得分",
            "综合评分",
            "自评总分",
            "自评分",
            "自评得",
            "评价得",
            "绩效得分",
            "绩效自评得分",
            "绩效评价得分",
        ],
    ),
    (&[Score, Points], &["总分"]),
    (&[Points], &["总分值"]),
];

/// What a word does in a clause besides naming a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Says nothing about whose figure it is.
    Neutral,
    /// Ties a number to what stands before it.
    Link,
    /// The department as a whole.
    Whole,
    /// A part of what was named.
    Part,
    /// The report's year.
    ThisYear,
    /// Another time than the report's year.
    OtherTime,
    /// One number for each of several.
    Each,
    /// 一级指标, 二级指标, 三级指标.
    Level(u8),
    /// Ties counts to what is counted.
    Counting,
}

/// Words with a role.
pub const ROLES: &[(Role, &[&str])] = &[
    (
        Role::Neutral,
        &[
            "年度", "全年", "绩效", "自评", "评价", "综合", "整体", "资金", "预算", "的", "中",
            "情况", "结果", "显示", "最终", "总体", "经", "经过", "本次", "此次", "评定", "考核",
            "评审", "核定", "认定",
        ],
    ),
    (
        Role::Link,
        &[
            "为",
            "是",
            "达",
            "达到",
            "共",
            "共计",
            "合计",
            "总计",
            "计",
            "：",
            ":",
            "＝",
            "=",
            "都为",
            "均为",
            "仅",
            "仅为",
            "人民币",
            "共为",
        ],
    ),
    (
        Role::Whole,
        &[
            "我单位",
            "本单位",
            "我局",
            "本局",
            "我部门",
            "本部门",
            "我中心",
            "本中心",
            "我委",
            "我办",
            "我院",
            "我校",
            "我厅",
            "部门",
            "单位",
            "部门整体",
            "单位整体",
            "整体支出",
            "部门整体支出",
            "单位整体支出",
        ],
    ),
    (Role::Part, &["其中", "该项目", "此项", "该项"]),
    (Role::ThisYear, &["当年", "本年", "本年度", "今年"]),
    (
        Role::OtherTime,
        &[
            "上年",
            "上年度",
            "去年",
            "往年",
            "同期",
            "同比",
            "上半年",
            "下半年",
            "季度",
            "明年",
            "下年",
            "下年度",
            "下一年",
            "次年",
            "以前年度",
        ],
    ),
    (Role::Each, &["分别", "分别为", "分别是", "依次为", "各", "各为", "平均"]),
    (Role::Level(1), &["一级指标"]),
    (Role::Level(2), &["二级指标"]),
    (Role::Level(3), &["三级指标"]),
    (
        Role::Counting,
        &[
            "设置",
            "设有",
            "设",
            "下设",
            "细分",
            "细分为",
            "分为",
            "包括",
            "包含",
            "含",
            "和",
            "及",
            "以及",
            "等",
            "有",
        ],
    ),
];

/// Words for grades besides the names that the scoring method gives them.
pub const GRADES: &[(&str, &str)] =
    &[("优秀", "优"), ("良好", "良"), ("中等", "中"), ("较差", "差")];

/// What makes a number behind it or before it a bound or a guess.
pub const BOUNDS: &[&str] = &["以上", "以下", "以内", "之内", "左右", "余", "多", "不到"];

/// Pairs of characters that half of all names have, and that tell none apart.
pub const COMMON: &[&str] = &[
    "工作", "完成", "情况", "指标", "项目", "数量", "资金", "经费", "费用", "支付", "实际", "年度",
];
