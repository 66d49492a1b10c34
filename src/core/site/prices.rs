//! What resources cost.

use super::quantity::{Amount, Amounts, Part, number};
use crate::schema::value::Dict;

const GIB: f64 = (1u64 << 30) as f64;
/// What one of it is counted in where prices are.
const PRICED: [(Part, &str, f64); 3] =
    [(Part::Cores, "core_hour", 1.0), (Part::Memory, "gib_hour", GIB), (Part::Gpus, "gpu_hour", 1.0)];

/// As the site's settings have it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prices {
    /// A code such as "USD", as the administrator writes it.
    pub currency: String,
    /// An hour, for one of each of [`PRICED`].
    each: [Option<f64>; 3],
}

impl Prices {
    pub fn read(prices: &Dict) -> Prices {
        let currency = prices.item("currency").and_then(|code| Some(code.as_str()?.to_text().into_owned()));
        Prices {
            currency: currency.unwrap_or_default(),
            // One that is none makes none of each sum: that would tell too little.
            each: PRICED.map(|(_, name, _)| prices.item(name).map(|price| number(price).unwrap_or(f64::NAN))),
        }
    }

    /// An hour of one worker. None: nobody can tell, for something that costs is not known.
    pub fn of_worker(&self, amounts: &Amounts) -> Option<f64> {
        self.sum(amounts, true).filter(|(_, is_any)| *is_any).map(|(sum, _)| sum)
    }

    /// An hour of the scheduler; of which the site says nothing, that costs nothing.
    pub fn of_scheduler(&self, amounts: &Amounts) -> Option<f64> {
        self.sum(amounts, false).map(|(sum, _)| sum)
    }

    /// Also whether anything has a price. None: something has one and is not known. `is_whole`: nothing that costs may be left unsaid.
    fn sum(&self, amounts: &Amounts, is_whole: bool) -> Option<(f64, bool)> {
        match amounts[Part::Price as usize] {
            Amount::Known(price) => return Some((price, true)),
            Amount::Unknown => return None,
            Amount::Unsaid => {}
        }
        let (mut sum, mut is_any) = (0.0, false);
        for ((part, _, unit), price) in PRICED.iter().zip(self.each) {
            match (amounts[*part as usize], price) {
                (_, None) => {}
                // A site need not say of each thing that there is none.
                (Amount::Unsaid, _) if matches!(part, Part::Gpus) => {}
                (Amount::Known(amount), Some(price)) => {
                    sum += amount / unit * price;
                    is_any = true;
                }
                (Amount::Unsaid, Some(_)) if !is_whole => {}
                (Amount::Unknown | Amount::Unsaid, Some(_)) => return None,
            }
        }
        (sum >= 0.0).then_some((sum, is_any))
    }
}
