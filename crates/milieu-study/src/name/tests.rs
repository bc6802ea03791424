use super::*;
use proptest::prelude::*;

#[test]
fn every_way_of_writing_a_name_meets() {
    let ways = ["新车间", "新車間", "xinchejian", "Xīnchējiān", "xin che jian", "Xin Chejian", "XinCheJian"];
    for a in ways {
        for b in ways {
            let (a_keys, b_keys) = (search_keys(a), search_keys(b));
            assert!(a_keys.iter().any(|key| b_keys.contains(key)), "{a} {a_keys:?} and {b} {b_keys:?}");
        }
    }
}

#[test]
fn keys_of_mixed_names() {
    assert_eq!(
        search_keys("Fab Lab 深圳"),
        ["fab lab shen zhen", "fab lab shenzhen", "fab lab 深圳", "fablabshenzhen", "fablab深圳", "flsz"]
    );
    assert_eq!(search_keys("Xi'an"), ["xian"]);
    assert!(search_keys("西安").contains(&"xian".to_owned()));
    assert!(search_keys("吕梁").contains(&"lvliang".to_owned()));
    assert_eq!(search_keys("  …  "), Vec::<String>::new());
}

#[test]
fn folding() {
    let table = [
        ("Xīnchējiān", "xinchejian"),
        ("新車間", "新车间"),
        ("  Fab—Lab,  SÃO Paulo! ", "fab lab sao paulo"),
        ("L'Atelier d’Ivry", "latelier divry"),
        ("Ｆａｂ　Ｌａｂ ①", "fab lab 1"),
        ("Straße Łódź Ørsted œuvre", "strasse lodz orsted oeuvre"),
        ("İstanbul", "istanbul"),
    ];
    for (text, folded) in table {
        assert_eq!(fold(text), folded);
    }
}

#[test]
fn scripts() {
    assert_eq!(simplified("新車間與眾創空間"), "新车间与众创空间");
    assert_eq!(traditional("新车间与众创空间"), "新車間與衆創空間");
    assert_eq!(simplified("Fab Lab"), "Fab Lab");
    assert!(has_han("Fab 间") && !has_han("Fab é カナ"));
}

#[test]
fn pinyin_of_places_with_rare_readings() {
    let table = [
        ("重庆", "chóng qìng"),
        ("长沙", "cháng shā"),
        ("長沙", "cháng shā"),
        ("厦门", "xià mén"),
        ("廈門大學", "xià mén dà xué"),
        ("深圳", "shēn zhèn"),
        ("成都", "chéng dū"),
        ("佛山", "fó shān"),
        ("西藏", "xī zàng"),
        ("台州", "tāi zhōu"),
        ("丽水", "lí shuǐ"),
        ("六安", "lù ān"),
        ("番禺", "pān yú"),
        ("蚌埠", "bèng bù"),
        ("乐清", "yuè qīng"),
        ("长宁区", "cháng níng qū"),
        ("南京银行", "nán jīng yín háng"),
        ("校长", "xiào zhǎng"),
        ("沈阳", "shěn yáng"),
        ("乾县", "qián xiàn"),
        ("工作坊", "gōng zuò fāng"),
        ("宝山区长江西路", "bǎo shān qū cháng jiāng xī lù"),
        ("闵行区", "mǐn háng qū"),
        ("田子坊", "tián zǐ fāng"),
        ("石河子", "shí hé zǐ"),
        ("众创空间", "zhòng chuàng kōng jiān"),
        ("Fab创客", "Fab chuàng kè"),
        ("上海（浦东）2015", "shàng hǎi（pǔ dōng）2015"),
    ];
    for (text, marked) in table {
        assert_eq!(pinyin(text).marked, marked, "{text}");
    }
    assert_eq!(pinyin("新车间").plain, "xinchejian");
    assert_eq!(pinyin("Fab Lab 深圳 2015").plain, "Fab Lab shenzhen 2015");
}

#[test]
fn readings_have_a_syllable_for_each_character() {
    for (word, reading) in readings::WORDS.iter().chain(readings::CHARACTERS) {
        assert_eq!(word.chars().count(), reading.split(' ').count(), "{word}");
        assert_eq!(&simplified(word), word, "words are looked up in Simplified");
    }
}

#[test]
fn readings_are_listed_only_where_they_are_needed() {
    let usual = |word: &str, known: &[(&str, &'static str)]| {
        let syllable = |c: char| {
            let listed = known.iter().find(|(character, _)| character.starts_with(c));
            listed.map(|(_, reading)| *reading).or_else(|| Some(::pinyin::ToPinyin::to_pinyin(&c)?.with_tone()))
        };
        word.chars().filter_map(syllable).collect::<Vec<_>>().join(" ")
    };
    let needless = |words: &[(&'static str, &'static str)], known: &[(&str, &'static str)]| {
        let same = |(word, reading): &&(&str, &str)| usual(word, known) == *reading;
        words.iter().filter(same).map(|(word, _)| *word).collect::<Vec<_>>()
    };
    assert_eq!(needless(readings::CHARACTERS, &[]), Vec::<&str>::new());
    assert_eq!(needless(readings::WORDS, readings::CHARACTERS), Vec::<&str>::new());
}

#[test]
fn slugs() {
    let table = [
        ("新车间", "xinchejian"),
        ("Fab Lab São Paulo", "fab-lab-sao-paulo"),
        ("Fab Lab 深圳", "fab-lab-shenzhen"),
        ("  --C3  Space (上海) ", "c3-space-shanghai"),
        ("Мастерская 12", "12"),
        ("…", ""),
    ];
    for (name, expected) in table {
        assert_eq!(slug(name), expected);
    }
    let cyrillic = slug("Мастерская");
    assert!(cyrillic.starts_with("name-") && cyrillic != slug("Гараж"), "{cyrillic}");
}

#[test]
fn suggestions() {
    assert_eq!(distance("opened", "opened"), 0);
    assert_eq!(distance("opnened", "opened"), 1);
    assert_eq!(distance("opneed", "opened"), 1);
    assert_eq!(distance("kitten", "sitting"), 3);
    assert_eq!(distance("", "abc"), 3);
    let columns = ["opened", "closed", "name", "name_zh", "lat", "lon"];
    let near = |word| nearest(word, columns.into_iter());
    assert_eq!(near("Opened"), Some("opened"));
    assert_eq!(near("namezh"), Some("name_zh"));
    assert_eq!(near("log"), Some("lon"));
    assert_eq!(near("x"), None);
    assert_eq!(near("founder"), None);
}

/// Latin, Han, marks, punctuation.
fn names() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[a-zA-Z0-9 '’éüßłİ\u{4e00}-\u{9fff}、（）·-]{0,12}"]
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(name in names()) {
        let once = fold(&name);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn keys_are_folded_sorted_and_shared_by_both_scripts(name in names()) {
        let keys = search_keys(&name);
        prop_assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(keys.iter().all(|key| !key.is_empty() && fold(key) == *key), "{keys:?}");
        let folded = fold(&name);
        prop_assert!(folded.is_empty() || keys.contains(&folded));
        let other = search_keys(&simplified(&name));
        prop_assert!(keys.is_empty() || keys.iter().any(|key| other.contains(key)));
    }

    #[test]
    fn slugs_are_ids(name in names()) {
        let slug = slug(&name);
        prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
        prop_assert_eq!(slug.is_empty(), fold(&name).is_empty());
        prop_assert_eq!(super::slug(&slug), slug);
    }

    #[test]
    fn distance_is_symmetric_and_bounded(a in "[a-c]{0,8}", b in "[a-c]{0,8}") {
        let d = distance(&a, &b);
        prop_assert_eq!(d, distance(&b, &a));
        prop_assert_eq!(d == 0, a == b);
        prop_assert!(d <= a.len().max(b.len()) && d >= a.len().abs_diff(b.len()));
    }
}
