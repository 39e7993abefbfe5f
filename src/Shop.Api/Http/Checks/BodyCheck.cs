using System.Text;

namespace Shop.Api.Http.Checks;

/// <summary>The body is JSON of the contract's shape.</summary>
internal sealed class BodyCheck : ICheck
{
    private static readonly ReadOnlyMemory<byte> EmptyObject = Encoding.UTF8.GetBytes("{}");

    public ValueTask<Problem?> ObjectAsync(Call call, CancellationToken ct)
    {
        if (call.Contract.Body is not { } contract)
        {
            return new((Problem?)null);
        }

        var isAbsent = contract.IsOptional && call.BodyBytes.IsEmpty;
        var (body, violations) = contract.Read(isAbsent ? EmptyObject : call.BodyBytes);
        call.Body = body;
        return new(violations.Count > 0 ? Problems.MalformedRequest(violations) : null);
    }
}
