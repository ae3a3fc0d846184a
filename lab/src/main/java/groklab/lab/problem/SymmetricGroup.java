package groklab.lab.problem;

/// The answer table is composition in the symmetric group S_n, the left factor applied first:
/// (a·b)(i) = b(a(i)).
///
/// @param degree n
/// @param elements the images of 0..n-1 under each element, by element number; read-only
public record SymmetricGroup(int degree, int[][] elements) implements Facet {}
