//! Whole numbers of any size, for what is done with more than 64 bits: reading floats exactly, printing what they are
//! worth, and numbers to other bases than ten. No more of it than that, for it is in every panel.

use std::cmp::Ordering;

/// A whole number from zero up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Natural {
    /// In base 2^32, the lowest first; the last one is never zero.
    limbs: Vec<u32>,
}

impl Natural {
    /// From ASCII digits in a base up to 36; None where one of them is none, or there are none at all.
    pub fn parse(digits: &str, base: u32) -> Option<Natural> {
        let mut n = Natural { limbs: Vec::new() };
        for c in digits.chars() {
            n.multiply_add(base, c.to_digit(base)?);
        }
        (!digits.is_empty()).then_some(n)
    }

    pub fn is_zero(&self) -> bool {
        self.limbs.is_empty()
    }

    /// The number of binary digits; 0 for zero.
    pub fn bits(&self) -> u32 {
        self.limbs.last().map_or(0, |top| self.limbs.len() as u32 * 32 - top.leading_zeros())
    }

    pub fn multiply_add(&mut self, by: u32, more: u32) {
        let mut carry = u64::from(more);
        for limb in &mut self.limbs {
            carry += u64::from(*limb) * u64::from(by);
            *limb = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.limbs.push(carry as u32);
        }
    }

    pub fn add(&mut self, other: &Natural) {
        self.limbs.resize(self.limbs.len().max(other.limbs.len()), 0);
        let mut carry = 0;
        for (i, limb) in self.limbs.iter_mut().enumerate() {
            carry += u64::from(*limb) + u64::from(other.limbs.get(i).copied().unwrap_or(0));
            *limb = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.limbs.push(carry as u32);
        }
    }

    pub fn shift_left(&mut self, bits: u32) {
        self.multiply_add(1 << (bits % 32), 0);
        if !self.is_zero() {
            self.limbs.splice(0..0, std::iter::repeat_n(0, bits as usize / 32));
        }
    }

    /// Takes away a number that is not larger.
    pub fn subtract(&mut self, other: &Natural) {
        let mut borrow = false;
        for (i, limb) in self.limbs.iter_mut().enumerate() {
            let (rest, under) = limb.overflowing_sub(other.limbs.get(i).copied().unwrap_or(0));
            let (rest, under_again) = rest.overflowing_sub(u32::from(borrow));
            (*limb, borrow) = (rest, under || under_again);
        }
        self.trim();
    }

    pub fn to_decimal(&self) -> String {
        let mut rest = self.clone();
        let mut digits = Vec::new();
        while !rest.is_zero() {
            let mut remainder = 0;
            for limb in rest.limbs.iter_mut().rev() {
                remainder = remainder << 32 | u64::from(*limb);
                *limb = (remainder / 1_000_000_000) as u32;
                remainder %= 1_000_000_000;
            }
            rest.trim();
            for _ in 0..9 {
                digits.push(b'0' + (remainder % 10) as u8);
                remainder /= 10;
            }
        }
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        if digits.is_empty() { "0".into() } else { digits.iter().rev().map(|digit| char::from(*digit)).collect() }
    }

    fn trim(&mut self) {
        while self.limbs.last() == Some(&0) {
            self.limbs.pop();
        }
    }
}

impl From<u64> for Natural {
    fn from(n: u64) -> Natural {
        let mut natural = Natural { limbs: vec![n as u32, (n >> 32) as u32] };
        natural.trim();
        natural
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Natural) -> Ordering {
        let size = self.limbs.len().cmp(&other.limbs.len());
        size.then_with(|| self.limbs.iter().rev().cmp(other.limbs.iter().rev()))
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Natural) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
