//! Floats as text, beside the standard library: exact as well, but of two equally near texts it prints the larger, where
//! Python prints the even one.
#![cfg(not(target_arch = "wasm32"))] // proptest is native only.

use dask_gateway::schema::float::{fixed, parse, repr, whole};
use dask_gateway::schema::natural::Natural;
use proptest::prelude::*;

/// What Python prints, but for ties, from the digits that Rust prints.
fn expected_repr(x: f64) -> String {
    let scientific = format!("{x:e}");
    let (mantissa, exponent) = scientific.split_once('e').expect("an exponent");
    let exponent: i32 = exponent.parse().expect("a number");
    if (-4..16).contains(&exponent) {
        let plain = x.to_string();
        return if plain.contains('.') { plain } else { plain + ".0" };
    }
    format!("{mantissa}e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs())
}

fn agree(x: f64) {
    let (ours, rusts) = (repr(x), expected_repr(x));
    assert!(ours == rusts || ours.len() == rusts.len() && ours.ends_with(['0', '2', '4', '6', '8']), "{ours} {rusts}");
    assert_eq!(parse(&repr(x)).map(f64::to_bits), Some(x.to_bits()));
    assert_eq!(fixed(x), format!("{x:.6}"));
    assert_eq!(whole(x), format!("{:.0}", x.abs().trunc()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn any_bits(bits in any::<u64>()) {
        let x = f64::from_bits(bits);
        if x.is_finite() {
            agree(x);
        }
    }

    #[test]
    fn numbers_of_everyday_size(n in any::<i32>(), scale in -12i32..12) {
        agree(f64::from(n) * 10f64.powi(scale));
        agree(f64::from(n) / 2f64.powi(scale + 20)); // Ties, to be rounded to even.
    }

    #[test]
    fn halfway_between_two_floats(bits in any::<u64>(), more in "(0{0,900}[1-9]?)?") {
        let x = f64::from_bits(bits >> 1);
        if x.is_finite() {
            let exponent = ((bits >> 53) as i32 - 1).max(0) - 1074;
            let implicit = u64::from(bits >> 53 > 0) << 52;
            let mantissa = (bits >> 1 & ((1 << 52) - 1)) | implicit;
            // The midpoint is (2 mantissa + 1) * 2^(exponent - 1), and 2^-n is 5^n with the point n places to the left.
            let mut digits = Natural::from(2 * mantissa + 1);
            let places = (1 - exponent).max(0);
            (0..places).for_each(|_| digits.multiply_add(5, 0));
            digits.shift_left((exponent - 1).max(0) as u32);
            let text = format!("{}.{more}e-{places}", digits.to_decimal());
            prop_assert_eq!(parse(&text), text.parse().ok(), "{}", text);
        }
    }

    #[test]
    fn reads_what_rust_reads(text in "[+-]?[0-9]{0,25}(\\.[0-9]{0,25})?([eE][+-]?[0-9]{1,3})?") {
        prop_assert_eq!(parse(&text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{}", text);
    }
}

#[test]
#[allow(clippy::excessive_precision)] // The exact values are the point.
fn the_edges() {
    let edges = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        5e-324,
        2.2250738585072014e-308,
        f64::MAX,
        f64::MIN,
        1e15,
        1e16,
        1e17,
        9007199254740993.0,
        1e-4,
        1e-5,
        123456789.5,
        0.5e-6,
        1.5e-6,
        2.5e-6,
        0.9999995,
        0.99999949999,
        1e22,
        1e23,
        1.7976931348623157e308,
    ];
    edges.into_iter().for_each(agree);
    // As CPython prints them.
    assert_eq!(repr(862368194427334.25), "862368194427334.2");
    assert_eq!(repr(-24563.7091064453125), "-24563.709106445312");
    assert_eq!(repr(9.5367431640625e-07), "9.5367431640625e-07");
    assert_eq!(["nan", "inf", "-inf"].map(String::from), [f64::NAN, f64::INFINITY, f64::NEG_INFINITY].map(repr));
    assert_eq!([f64::NAN, f64::INFINITY].map(fixed), ["nan", "inf"].map(String::from));
    // A tie stays one, whatever zeros follow.
    let tie = "1.00000000000000011102230246251565404236316680908203125".to_owned();
    assert_eq!(parse(&(tie.clone() + &"0".repeat(900))), Some(1.0));
    assert_eq!(parse(&(tie + &"0".repeat(900) + "1")), Some(1.0000000000000002));
    assert_eq!(parse("1e999"), Some(f64::INFINITY));
    for text in ["", ".", "e5", "1e", "1e+", "--1", "0x1", "1_0", " 1", "1 "] {
        assert_eq!(parse(text), None, "{text:?}");
    }
}
