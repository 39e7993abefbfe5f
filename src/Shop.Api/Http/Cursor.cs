using System.Diagnostics.CodeAnalysis;
using Shop.Api.Auth;

namespace Shop.Api.Http;

/// <summary>Where a page of a list ended: the sort key and the id of a row, bound to the list it belongs to.</summary>
internal sealed class Cursor(SecretKey secret)
{
    private readonly SignedText _signed = new(secret, "cursor");

    public string Sign(string scope, string position) => _signed.Sign(scope, position);

    public bool TryRead(string scope, string cursor, [NotNullWhen(true)] out string? position) => _signed.TryRead(scope, cursor, out position);
}
