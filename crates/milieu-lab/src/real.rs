//! Exponential, logarithm and what builds on them, in plain arithmetic: the same bits on every machine.
//!
//! The standard library's `exp`, `ln`, `powf`, `sin` … call the platform's and differ in the last bits
//! from system to system. Here only +, −, ×, ÷ and the square root are used, which IEEE 754 rounds one way.
//! No fused multiplication either: a fused one rounds once where two steps round twice. Error bounds
//! are in units in the last place (ulp) and held by tests against the standard library.

/// ln 2 in two parts: the first has 32 bits, so that a whole multiple of it is exact.
const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// 1.5·2⁵²: adding and taking it away again rounds what is below 2⁵¹.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// eˣ, within 2 ulp where the result is a normal number. Below −708 it is 0, above 709 infinite.
#[inline]
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the exponent is within ±1100")]
pub fn exp(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    if x > 709.0 {
        return f64::INFINITY;
    }
    if x < -708.0 {
        return 0.0;
    }
    // To the nearest whole number, ties to even: beyond 2⁵² there is room for nothing else. The function of that name
    // is a call on processors without SSE 4.1.
    let k = (x * std::f64::consts::LOG2_E + ROUNDER) - ROUNDER;
    let low = k * LN_2_LOW;
    let r = (x - k * LN_2_HIGH) - low;
    // Taylor's series; |r| ≤ ½ ln 2 leaves less than 10⁻¹⁷ after the thirteenth power. In pairs, so that
    // the processor need not wait for each term (Estrin's scheme).
    let r2 = r * r;
    let r4 = r2 * r2;
    let a = (1.0 / 2.0) + r * (1.0 / 6.0);
    let b = (1.0 / 24.0) + r * (1.0 / 120.0);
    let c = (1.0 / 720.0) + r * (1.0 / 5_040.0);
    let d = (1.0 / 40_320.0) + r * (1.0 / 362_880.0);
    let e = (1.0 / 3_628_800.0) + r * (1.0 / 39_916_800.0);
    let f = (1.0 / 479_001_600.0) + r * (1.0 / 6_227_020_800.0);
    let tail = (a + r2 * b) + r4 * ((c + r2 * d) + r4 * (e + r2 * f));
    let power = f64::from_bits(((k as i64 + 1023) as u64) << 52);
    (1.0 + (r + r2 * tail)) * power
}

/// Natural logarithm, within 2 ulp. NaN below 0, −∞ at 0.
#[inline]
#[must_use]
#[expect(clippy::cast_possible_wrap, reason = "an exponent has eleven bits")]
pub fn ln(x: f64) -> f64 {
    if x.is_nan() || x < 0.0 {
        return f64::NAN;
    }
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    if x.is_infinite() {
        return x;
    }
    // Numbers below the normal ones are brought up by 2⁵⁴.
    let (x, shift) = if x < f64::MIN_POSITIVE { (x * 18_014_398_509_481_984.0, -54.0) } else { (x, 0.0) };
    let bits = x.to_bits();
    let mut exponent = ((bits >> 52) as i64 - 1023) as i32;
    let mut m = f64::from_bits((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
    if m > std::f64::consts::SQRT_2 {
        m *= 0.5;
        exponent += 1;
    }
    // ln m = 2 artanh s, s = (m − 1)/(m + 1), |s| ≤ 0.172.
    let f = m - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let z2 = z * z;
    let z4 = z2 * z2;
    let a = (1.0 / 3.0) + z * (1.0 / 5.0);
    let b = (1.0 / 7.0) + z * (1.0 / 9.0);
    let c = (1.0 / 11.0) + z * (1.0 / 13.0);
    let d = (1.0 / 15.0) + z * (1.0 / 17.0);
    let e = (1.0 / 19.0) + z * (1.0 / 21.0);
    let tail = z * ((a + z2 * b) + z4 * ((c + z2 * d) + z4 * e));
    // 2s + 2s·tail, with 2s written as f − s·f so that its rounding is small beside f.
    let k = f64::from(exponent) + shift;
    let half = s * (f - 2.0 * tail);
    k * LN_2_HIGH - ((half - k * LN_2_LOW) - f)
}

/// ln(1 + x), accurate for small x (error below 4 ulp).
#[inline]
#[must_use]
pub fn ln_1p(x: f64) -> f64 {
    let u = 1.0 + x;
    if u == 1.0 { x } else { ln(u) * (x / (u - 1.0)) }
}

/// x to the power y for x ≥ 0: exp(y ln x). The relative error grows with the exponent, about
/// (3 + 4·|y ln x|) ulp.
#[inline]
#[must_use]
pub fn pow(x: f64, y: f64) -> f64 {
    if y == 0.0 {
        return 1.0;
    }
    if x == 0.0 {
        return if y > 0.0 { 0.0 } else { f64::INFINITY };
    }
    exp(y * ln(x))
}

/// 1/(1 + e⁻ˣ).
#[inline]
#[must_use]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// Sine and cosine of an angle in radians, absolute error below 2·10⁻¹⁶ + |x|·10⁻¹⁶ for |x| ≤ 10⁶.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "a quarter turn's number is small")]
pub fn sin_cos(x: f64) -> (f64, f64) {
    use std::f64::consts::FRAC_PI_2;
    const LOW: f64 = 6.123_233_995_736_766e-17;
    // The first part has 25 bits, so that a small multiple of it is exact.
    let high = f64::from_bits(FRAC_PI_2.to_bits() & !0x0FFF_FFFF);
    let middle = FRAC_PI_2 - high;
    let quarter = (x / FRAC_PI_2).round_ties_even();
    let r = ((x - quarter * high) - quarter * middle) - quarter * LOW;
    let z = r * r;
    // Taylor's series on ±π/4.
    let sine = r
        * (1.0
            - z / 6.0
                * (1.0
                    - z / 20.0
                        * (1.0
                            - z / 42.0
                                * (1.0 - z / 72.0 * (1.0 - z / 110.0 * (1.0 - z / 156.0 * (1.0 - z / 210.0)))))));
    let cosine = 1.0
        - z / 2.0
            * (1.0
                - z / 12.0
                    * (1.0
                        - z / 30.0
                            * (1.0
                                - z / 56.0
                                    * (1.0 - z / 90.0 * (1.0 - z / 132.0 * (1.0 - z / 182.0 * (1.0 - z / 240.0)))))));
    match (quarter as i64).rem_euclid(4) {
        0 => (sine, cosine),
        1 => (cosine, -sine),
        2 => (-sine, -cosine),
        _ => (-cosine, sine),
    }
}

/// Arcsine on [−1, 1] (clamped), absolute error below 10⁻¹⁵.
#[must_use]
pub fn asin(x: f64) -> f64 {
    let x = x.clamp(-1.0, 1.0);
    if x.abs() > 0.7 {
        // asin x = π/2 − 2 asin √((1 − x)/2): away from the vertical end.
        let rest = std::f64::consts::FRAC_PI_2 - 2.0 * asin(((1.0 - x.abs()) / 2.0).sqrt());
        return rest.copysign(x);
    }
    // Newton's steps on sin y = x; each doubles the digits.
    let mut y = x * (1.0 + x * x / 6.0);
    for _ in 0..4 {
        let (sine, cosine) = sin_cos(y);
        y -= (sine - x) / cosine;
    }
    y
}

/// Great-circle distance in kilometres between two points in degrees, on a sphere of 6,371 km (haversine).
#[must_use]
pub fn great_circle(from: (f64, f64), to: (f64, f64)) -> f64 {
    let radians = std::f64::consts::PI / 180.0;
    let ((lon_a, lat_a), (lon_b, lat_b)) = (from, to);
    let half = |a: f64, b: f64| sin_cos((b - a) * radians / 2.0).0;
    let (dlat, dlon) = (half(lat_a, lat_b), half(lon_a, lon_b));
    let h = dlat * dlat + sin_cos(lat_a * radians).1 * sin_cos(lat_b * radians).1 * dlon * dlon;
    2.0 * 6_371.0 * asin(h.max(0.0).sqrt())
}

/// ln k! for whole k ≥ 0: a sum below 10, Stirling's series above (absolute error below 10⁻¹⁰).
#[must_use]
pub fn ln_factorial(k: f64) -> f64 {
    const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;
    if k < 10.0 {
        let mut product = 1.0;
        let mut n = 2.0;
        while n <= k {
            product *= n;
            n += 1.0;
        }
        return ln(product);
    }
    let x = k + 1.0;
    let z = 1.0 / (x * x);
    let series = (1.0 / 12.0 - z * (1.0 / 360.0 - z * (1.0 / 1_260.0 - z / 1_680.0))) / x;
    (x - 0.5) * ln(x) - x + HALF_LN_TAU + series
}

/// The standard normal number below which a share p of all lies; relative error about 10⁻¹⁵.
///
/// Wichura (1988), *Algorithm AS 241: the percentage points of the normal distribution*,
/// <https://doi.org/10.2307/2347330>.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * horner(&MIDDLE[0], r) / horner(&MIDDLE[1], r);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    if tail <= 0.0 {
        return if q < 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let r = (-ln(tail)).sqrt();
    let value = if r <= 5.0 {
        horner(&NEAR[0], r - 1.6) / horner(&NEAR[1], r - 1.6)
    } else {
        horner(&FAR[0], r - 5.0) / horner(&FAR[1], r - 5.0)
    };
    value.copysign(q)
}

fn horner(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

/// Numerator and denominator of the algorithm's three approximations, from the constant upwards.
const MIDDLE: [[f64; 8]; 2] = [
    [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
];
const NEAR: [[f64; 8]; 2] = [
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        7.745_450_142_783_414e-4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
];
const FAR: [[f64; 8]; 2] = [
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
];

#[cfg(test)]
mod tests {
    use statrs::distribution::{ContinuousCDF, Normal};

    use super::*;

    /// Distance in units in the last place of the expected number.
    fn ulps(found: f64, expected: f64) -> f64 {
        let next = f64::from_bits(expected.abs().to_bits() + 1) - expected.abs();
        (found - expected).abs() / next
    }

    fn points(from: f64, to: f64) -> impl Iterator<Item = f64> {
        let n = 40_001_u32;
        (0..n).map(move |i| from + (to - from) * f64::from(i) / f64::from(n - 1))
    }

    #[test]
    fn exp_and_ln_stay_within_their_bounds() {
        for range in [(-708.0, 709.0), (-1.0, 1.0), (-0.01, 0.01)] {
            let worst = points(range.0, range.1).map(|x| ulps(exp(x), x.exp())).fold(0.0, f64::max);
            assert!(worst <= 2.0, "exp over {range:?}: {worst} ulp");
        }
        for range in [(1e-9, 2.0), (0.999, 1.001), (1.0, 1e9), (1e-310, 1e-305), (1e300, 1e308)] {
            let worst = points(range.0, range.1).map(|x| ulps(ln(x), x.ln())).fold(0.0, f64::max);
            assert!(worst <= 2.0, "ln over {range:?}: {worst} ulp");
        }
        let worst = points(-0.4, 0.4).filter(|x| *x != 0.0).map(|x| ulps(ln_1p(x), x.ln_1p())).fold(0.0, f64::max);
        assert!(worst <= 4.0, "ln_1p: {worst} ulp");
    }

    #[test]
    fn ends_are_as_ieee_wants_them() {
        assert_eq!((exp(0.0), exp(-1e9), exp(1e9)), (1.0, 0.0, f64::INFINITY));
        assert_eq!((ln(1.0), ln(0.0), ln(f64::INFINITY)), (0.0, f64::NEG_INFINITY, f64::INFINITY));
        assert!(ln(-1.0).is_nan() && exp(f64::NAN).is_nan());
        assert_eq!((pow(0.0, 2.0), pow(3.0, 0.0), pow(0.0, -1.0)), (0.0, 1.0, f64::INFINITY));
    }

    #[test]
    fn powers_and_angles() {
        for x in points(0.01, 50.0) {
            let bound = 3.0 + 4.0 * (2.5 * x.ln()).abs();
            assert!(ulps(pow(x, 2.5), x.powf(2.5)) <= bound, "{x}");
        }
        for x in points(-7.0, 7.0) {
            let ((s, c), (s0, c0)) = (sin_cos(x), x.sin_cos());
            assert!((s - s0).abs() < 1e-15 && (c - c0).abs() < 1e-15, "{x}: {s} {s0} {c} {c0}");
        }
        for x in points(-1.0, 1.0) {
            assert!((asin(x) - x.asin()).abs() < 2e-15, "{x}");
        }
    }

    #[test]
    fn shanghai_to_shenzhen() {
        // GeographicLib on the ellipsoid gives 1,210.6 km; a sphere is within 0.5 %.
        let km = great_circle((121.47, 31.23), (114.06, 22.55));
        assert!((km / 1_212.0 - 1.0).abs() < 0.005, "{km}");
        assert_eq!(great_circle((1.0, 2.0), (1.0, 2.0)), 0.0);
    }

    #[test]
    fn normal_quantiles_are_those_of_statrs() {
        let normal = Normal::standard();
        for p in points(1e-12, 1.0 - 1e-12) {
            let (found, expected) = (normal_quantile(p), normal.inverse_cdf(p));
            assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{p}: {found} {expected}");
            assert!((normal.cdf(found) - p).abs() < 1e-9);
        }
        assert_eq!(normal_quantile(0.5), 0.0);
    }

    #[test]
    fn factorials() {
        let mut exact = 0.0_f64;
        for k in 1..200 {
            exact += f64::from(k).ln();
            assert!((ln_factorial(f64::from(k)) - exact).abs() < 1e-9 * exact.max(1.0), "{k}");
        }
    }
}
