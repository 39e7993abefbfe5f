using System.Globalization;
using Microsoft.Extensions.Primitives;
using Shop.Api.Auth;
using Shop.Data.Redis;

namespace Shop.Api.Http;

/// <summary>The header that tells how far what a client was shown reaches. Signed, so that nobody can wait for what will never be.</summary>
internal sealed class ConsistencyToken(SecretKey secret)
{
    public const string Header = "Consistency-Token";

    private readonly SignedText _signed = new(secret, "consistency-token");

    // Between two writes all answers bear the same token, and most clients send it back: it is signed and checked once.
    private volatile Written? _last;

    public string Write(Watermark reached)
    {
        if (_last is { } last && last.Reached == reached)
        {
            return last.Token;
        }

        var token = _signed.Sign(Header, string.Create(CultureInfo.InvariantCulture, $"{reached.Lineage}:{reached.Sequence}"));
        _last = new Written(reached, token);
        return token;
    }

    /// <summary>True without a header, too: then there is nothing to wait for.</summary>
    public bool TryRead(StringValues header, out Watermark? seen)
    {
        seen = null;
        if (header.Count == 0)
        {
            return true;
        }

        if (_last is { } last && header is [{ } sent] && string.Equals(sent, last.Token, StringComparison.Ordinal))
        {
            seen = last.Reached;
            return true;
        }

        if (header.Count > 1 || !_signed.TryRead(Header, header.ToString(), out var text))
        {
            return false;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        seen = new Watermark(text[..colon], long.Parse(text.AsSpan(colon + 1), CultureInfo.InvariantCulture));
        return true;
    }

    private sealed record Written(Watermark Reached, string Token);
}
