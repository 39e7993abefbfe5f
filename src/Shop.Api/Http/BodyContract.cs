using System.Reflection;
using FluentValidation;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Shop.Api.Http.Json;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace Shop.Api.Http;

/// <summary>The body of a route: its shape, how it is read, and the rules it must keep.</summary>
internal abstract class BodyContract
{
    public static readonly IReadOnlyList<string> Json = ["application/json"];

    /// <summary>Whether an absent or empty body is <c>{}</c>.</summary>
    public required bool IsOptional { get; init; }

    /// <summary>What its Content-Type may be.</summary>
    public virtual IReadOnlyList<string> MediaTypes => Json;

    /// <summary>The contract's record.</summary>
    public abstract Type Type { get; }

    public abstract IValidator Rules { get; }

    /// <summary>Null when the parameter is no body.</summary>
    public static BodyContract? Of(Type parameter, IServiceProvider services)
    {
        var kind = parameter.IsGenericType ? parameter.GetGenericTypeDefinition() : null;
        if (kind != typeof(Body<>) && kind != typeof(OptionalBody<>) && kind != typeof(Patch<>))
        {
            return null;
        }

        var make = typeof(BodyContract).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(parameter.GetGenericArguments());
        return (BodyContract)make.Invoke(null, [services, kind!])!;
    }

    /// <summary>Reads the bytes strictly.</summary>
    /// <returns>The body, or all that keeps it from being one.</returns>
    public abstract (object? Body, IReadOnlyList<Violation> Violations) Read(ReadOnlyMemory<byte> bytes);

    /// <summary>All the rules that the body breaks, at most one for each field.</summary>
    public abstract IReadOnlyList<Violation> Judge(object body);

    private static BodyContract Make<T>(IServiceProvider services, Type kind) where T : class
    {
        var json = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var rules = services.GetService<IValidator<T>>()
            ?? throw new InvalidOperationException(
                $"No IValidator<{typeof(T).Name}> is registered: without one its bodies would not be validated.");
        var contract = new BodyContract<T>(json, rules) { IsOptional = kind == typeof(OptionalBody<>) };
        return kind == typeof(Patch<>) ? new PatchContract<T>(json, contract) { IsOptional = false } : contract;
    }
}

internal sealed class BodyContract<T>(System.Text.Json.JsonSerializerOptions json, IValidator<T> rules) : BodyContract where T : class
{
    private readonly JsonShape _shape = JsonShape.Of(json.GetTypeInfo(typeof(T)));

    public override Type Type => typeof(T);

    public override IValidator Rules => rules;

    public override (object? Body, IReadOnlyList<Violation> Violations) Read(ReadOnlyMemory<byte> bytes)
    {
        using var parsed = StrictJson.Parse(bytes);
        var violations = parsed.CheckAgainst(_shape);
        return violations.Count > 0 ? (null, violations) : (JsonSerializer.Deserialize(parsed.Root, json.GetTypeInfo(typeof(T))), []);
    }

    public override IReadOnlyList<Violation> Judge(object body) => Judge((T)body);

    public IReadOnlyList<Violation> Judge(T body) =>
    [
        .. rules.Validate(body).Errors
            .Select(failure => Violation.InBody(JsonPointer.OfFailure(failure), failure.ErrorCode, failure.ErrorMessage))
            .DistinctBy(violation => violation.At, StringComparer.Ordinal),
    ];
}
